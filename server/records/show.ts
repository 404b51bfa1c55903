import type { Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { notFound } from '../errors.ts'
import type { Scope } from './access.ts'
import { recordColumns, table } from './columns.ts'
import { inScope } from './scope.ts'

export interface ShownRecord {
  /** The record as JSON text. */
  body: string
  version: number
}

/** One record, in one round trip. Throws 404 when it is not there for this caller. */
export async function showRecord(database: Database, scope: Scope, id: string): Promise<ShownRecord> {
  const [record] = await database.read<ShownRecord>(scope.access, statement(scope, id))
  if (!record) throw notFound(scope.definition.name)
  return record
}

/** The same, as a transaction that is writing sees it. */
export async function showWithin(tx: TenantTransaction, scope: Scope, id: string): Promise<ShownRecord> {
  const [record] = await tx.query<ShownRecord>(statement(scope, id))
  if (!record) throw notFound(scope.definition.name)
  return record
}

function statement(scope: Scope, id: string): Sql {
  return sql`select row_to_json(r)::text as body, r.version
    from (select ${recordColumns(scope.definition, scope.access)} from ${table(scope.definition)} t
          where ${inScope(scope)} and t.id = ${id}::uuid and t.deleted_at is null) r`
}
