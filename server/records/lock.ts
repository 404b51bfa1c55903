import { identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { hooksOf } from '../hooks/index.ts'
import { say, type Message } from '../messages/message.ts'
import { fieldsOf } from '../resources/fields.ts'
import { Problem } from '../errors.ts'
import type { Scope } from './access.ts'
import { shown, table } from './columns.ts'
import { inScope } from './scope.ts'

/** What a lock is for: to go to the trash or for good, or to change and stay where it is. */
export type LockedFor = 'removal' | 'edit'

/** Only a removal waits for those who are about to refer to the record, as a long import is, and they for it. */
const locking = { removal: sql`for update`, edit: sql`for no key update` }

/** Locks readable records by id until the transaction ends; answers them as JSON shows them, plus `deletedAt`. */
export async function lockRecords(
  tx: TenantTransaction,
  readable: Scope,
  ids: string[],
  lockedFor: LockedFor = 'removal',
): Promise<Row[]> {
  await hooksOf(readable.definition.name).beforeLock?.(tx, ids)
  const rows = await tx.query<{ record: Row }>(sql`
    with locked as (
      select t.* from ${table(readable.definition)} t where ${inScope(readable)} and t.id = any(${ids}::uuid[]) order by t.id ${locking[lockedFor]})
    select row_to_json(r) as record from (select ${columns(readable)} from locked t order by t.id) r`)
  return rows.map((row) => row.record)
}

function columns({ definition }: Scope): Sql {
  const fields = [...fieldsOf(definition).values()]
  return join([
    ...fields.map((field) => sql`${shown(field)} as ${identifier(field.name)}`),
    sql`t.deleted_at as "deletedAt"`,
  ])
}

/** Why a readable record may not be touched under this scope, if it may not. */
export function refusal(scope: Scope, row: Row): Message | undefined {
  const isOwn = row['createdBy'] === scope.access.memberId
  return scope.reach === 'own' && !isOwn ? 'was created by somebody else' : undefined
}

/** Throws 403 when the record may be seen but not touched. */
export function requireOwn(scope: Scope, row: Row, action: string): void {
  if (!refusal(scope, row)) return
  const detail = say('This record was created by somebody else; your role may {action} only its own', { action })
  throw new Problem('forbidden', detail, { action, resource: scope.definition.name })
}
