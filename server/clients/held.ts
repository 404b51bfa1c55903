import type { Database } from '../database/index.ts'
import { identifier, join, sql, text, type Sql } from '../database/sql.ts'
import type { Row } from '../database/tenant.ts'
import { authorize, type Access } from '../records/access.ts'
import { columnName } from '../records/columnNames.ts'
import { recordColumns, shownInstant, table } from '../records/columns.ts'
import { involving } from '../records/involvement.ts'
import { inScope } from '../records/scope.ts'
import { clients } from '../resources/clients.ts'
import { fieldOf } from '../resources/fields.ts'
import { reach } from '../resources/roles.ts'
import { familyOf } from './family.ts'
import { linksToClients, type Links } from './links.ts'

/** A record as the API shows it, with `deletedAt` when it is in the trash. */
export type HeldRecord = Row & { _titles?: Record<string, string> }

/** What was done to the client's own record, oldest first. */
export interface HeldActivity {
  id: string
  at: string
  kind: string
  title: string | null
  changes: Record<string, unknown> | null
  actor: string | null
}

/** Everything held about one client at one moment: the client and those merged into it, and all that refers to them. */
export interface Held {
  organization: string
  /** By resource: `clients` first, then whatever refers to clients. */
  records: Record<string, HeldRecord[]>
  activity: HeldActivity[]
}

/** What refers to clients and may be exported by this member. */
const exported = (access: Access): Links[] =>
  linksToClients().filter(({ definition }) => reach(definition, 'export', access) !== 'none')

/** Whether the member's reading is narrowed nowhere: then a file holds all there is, whoever asked for it. */
export function readsAll(access: Access): boolean {
  const involved = [clients, ...linksToClients().map(({ definition }) => definition)]
  return involved.every((definition) => involving(definition, access) === 'any')
}

/**
 * Reads everything that is held about a client and that the member may read, what lies in the trash too, in one statement
 * and so of one moment. Undefined when there is no such client for the member. Throws 403 when the role may not export.
 */
export async function readHeld(database: Database, access: Access, clientId: string): Promise<Held | undefined> {
  authorize(access, clients, 'export')
  const parts = exported(access).map(({ definition, fields }) => {
    const tests = fields.map(
      (name) => sql`${identifier('t', columnName(fieldOf(definition, name)))} in (select id from family)`,
    )
    const scope = authorize(access, definition, 'list')
    return sql`${text(definition.name)}, ${recordsOf(definition, access, sql`${inScope(scope)} and (${join(tests, ' or ')})`)}`
  })
  const own = recordsOf(
    clients,
    access,
    sql`${inScope(authorize(access, clients, 'list'))} and t.id in (select id from family)`,
  )
  const [row] = await database.read<Held>(
    access,
    sql`with recursive ${familyOf(access, clientId)}
      select (select o.name from organization o where o.id = ${access.organizationId}::uuid) as organization,
        json_build_object(${join([sql`${text(clients.name)}, ${own}`, ...parts])}) as records,
        (select coalesce(json_agg(json_build_object('id', a.id, 'at', ${shownInstant(sql`a.at`)}, 'kind', a.kind, 'title', a.title, 'changes', a.changes,
            'actor', (select m.name from membership m where m.organization_id = a.organization_id and m.id = a.actor_id)) order by a.at, a.id), '[]')
          from activity a
          where a.organization_id = ${access.organizationId}::uuid and a.resource = ${clients.name}::text and a.record_id in (select id from family)) as activity`,
    { planOnce: false },
  )
  const isThere = row?.records[clients.name]?.some((record) => record['id'] === clientId && !record['deletedAt'])
  return isThere ? row : undefined
}

function recordsOf(definition: Links['definition'], access: Access, rows: Sql): Sql {
  return sql`(select coalesce(json_agg(row_to_json(r)), '[]') from (
    select ${recordColumns(definition, access)}, ${shownInstant(sql`t.deleted_at`)} as "deletedAt"
    from ${table(definition)} t where ${rows} order by t.created_at, t.id) r)`
}
