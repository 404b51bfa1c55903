import { v7 as uuid } from 'uuid'
import { sql, type Sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import type { ActivityKind } from '../resources/activityKinds.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf } from '../resources/fields.ts'
import { nobody, type Actor } from './actor.ts'
import { same } from './schemas.ts'

export interface ActivityRow {
  id: string
  at: string
  kind: ActivityKind
  resource: string
  record_id: string | null
  title: string | null
  /** Nobody, for what happens by itself. */
  actor_id: string | null
  import_id: string | null
  batch_id: string | null
  /** The API token that a program asked with. */
  token_id: string | null
  changes: Row | null
}

/** The feed's row for one written record; when fields were changed, those with old and new values. */
export function activityOf(definition: Definition, kind: ActivityKind, before: Row | null, after: Row, actor: Actor) {
  const title = String(after[definition.title] ?? '')
  const changed = before ? changedFields(definition, before, after) : {}
  const changes = Object.keys(changed).length > 0 ? changed : null
  return activity(definition.name, kind, actor, { recordId: String(after['id']), title, changes })
}

/** The feed's row for something that is not about one record, such as an export. */
export function activity(
  resource: string,
  kind: ActivityKind,
  { access, now, importId, batchId }: Actor,
  about: { recordId?: string; title?: string; changes?: Row | null },
): ActivityRow {
  return {
    id: uuid(),
    at: now.toISOString(),
    kind,
    resource,
    record_id: about.recordId ?? null,
    title: about.title ?? null,
    actor_id: access.memberId === nobody ? null : access.memberId,
    import_id: importId ?? null,
    batch_id: batchId ?? null,
    token_id: access.token?.id ?? null,
    changes: about.changes ?? null,
  }
}

/** Field → [old, new] of what differs. */
export function changedFields(definition: Definition, before: Row, after: Row): Record<string, [unknown, unknown]> {
  const names = [...fieldsOf(definition).values()].filter((field) => !field.system).map((field) => field.name)
  const changed = names.filter((name) => !same(definition, name, before[name], after[name]))
  return Object.fromEntries(changed.map((name) => [name, [before[name] ?? null, after[name] ?? null]]))
}

/** The INSERT that writes activity rows; it stands in the same statement or transaction as the change itself. */
export function insertActivity(organizationId: string, rows: ActivityRow[]): Sql {
  return sql`insert into activity (organization_id, id, at, kind, resource, record_id, title, actor_id, import_id, batch_id, token_id, changes)
    select ${organizationId}::uuid, a.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as a(id uuid, at timestamptz, kind text, resource text, record_id uuid, title text, actor_id uuid, import_id uuid, batch_id uuid, token_id uuid, changes jsonb)`
}

/** Writes one activity row in a transaction of its subject. */
export async function recordActivity(tx: TenantTransaction, row: ActivityRow): Promise<void> {
  await tx.query(insertActivity(tx.context.organizationId ?? '', [row]))
}
