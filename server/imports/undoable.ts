import { identifier, join, sql, type Sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { columnName } from '../records/columnNames.ts'
import { table } from '../records/columns.ts'
import { pointersTo, type Pointer } from '../records/dependents.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'

/** What would become of a record if its import were undone: it goes, or why it stays. */
export type Verdict = 'undoable' | 'changed' | 'deleted' | 'related'

/** Of the records that an import created, how many fare how. */
export type Verdicts = Record<Verdict, number>

/** One import and the resource it went into. */
export interface Imported {
  organizationId: string
  importId: string
  definition: Definition
}

/** How all of an import's records stand now; nothing is locked. */
export async function countVerdicts(tx: TenantTransaction, imported: Imported): Promise<Verdicts> {
  const rows = await tx.query<{ verdict: Verdict; count: number }>(
    sql`select v.verdict, count(*)::int as count from (${verdicts(imported)}) v group by v.verdict`,
  )
  const counted = { undoable: 0, changed: 0, deleted: 0, related: 0 }
  for (const { verdict, count } of rows) counted[verdict] = count
  return counted
}

/** The next created records after an id, in the order in which bulk changes lock them. */
export async function createdAfter(tx: TenantTransaction, imported: Imported, after: string, limit: number) {
  const rows = await tx.query<{ id: string }>(sql`select a.record_id as id from activity a
    where ${isCreation(imported)} and a.record_id > ${after}::uuid order by a.record_id limit ${limit}::int`)
  return rows.map(({ id }) => id)
}

/** How these records stand: asked once they are locked, so that nothing can be hung on them any more. */
export async function verdictsOf(tx: TenantTransaction, imported: Imported, ids: string[]) {
  const rows = await tx.query<{ id: string; verdict: Verdict }>(
    sql`${verdicts(imported)} and a.record_id = any(${ids}::uuid[])`,
  )
  return new Map(rows.map(({ id, verdict }) => [id, verdict]))
}

const isCreation = ({ organizationId, importId }: Imported): Sql =>
  sql`a.organization_id = ${organizationId}::uuid and a.import_id = ${importId}::uuid and a.kind = 'create' and a.record_id is not null`

/** A record that was purged, or merged into another, counts as deleted: it is no longer there to be undone. */
function verdicts(imported: Imported): Sql {
  const hanging = pointersTo(imported.definition).map(pointing)
  const isRelated = hanging.length > 0 ? join(hanging, ' or ') : sql`false`
  return sql`select a.record_id as id, case
      when t.id is null or t.deleted_at is not null then 'deleted'
      when t.version > 1 then 'changed'
      when ${isRelated} then 'related'
      else 'undoable' end as verdict
    from activity a left join ${table(imported.definition)} t on t.organization_id = a.organization_id and t.id = a.record_id
    where ${isCreation(imported)}`
}

/** Whether a living record leads here by this field. */
function pointing({ definition, field }: Pointer): Sql {
  const at = identifier('p', columnName(fieldOf(definition, field)))
  return sql`exists (select 1 from ${table(definition)} p
    where p.organization_id = t.organization_id and ${at} = t.id and p.deleted_at is null)`
}
