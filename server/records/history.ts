import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Scope } from './access.ts'
import { fieldOf } from '../resources/fields.ts'
import { shownInstant, table, titleOf } from './columns.ts'
import { inOrganization, inScope } from './scope.ts'

/** A record's activity, newest first, as JSON text; also of a record in the trash. Throws 404 like showing it. */
export async function recordHistory(
  database: Database,
  scope: Scope,
  id: string,
  page: { start: number; limit: number },
) {
  const { definition, access } = scope
  // Who did it is told as who created it is: a member of the organization.
  const actor = { ...fieldOf(definition, 'createdBy'), name: 'actorId' }
  const [row] = await database.read<{ exists: boolean; body: string; total: number }>(
    access,
    sql`with rows as (
        select t.* from activity t
        where ${inOrganization(access)} and t.resource = ${definition.name}::text and t.record_id = ${id}::uuid)
      select exists(select 1 from ${table(definition)} t where ${inScope(scope)} and t.id = ${id}::uuid) as "exists",
        (select count(*) from rows)::int as total,
        (select coalesce(json_agg(row_to_json(r)), '[]')::text from (
          select t.id, ${shownInstant(sql`t.at`)} as at, t.kind, t.actor_id as "actorId", t.import_id as "importId", t.title, t.changes,
            json_strip_nulls(json_build_object('actorId', ${titleOf(actor)})) as "_titles"
          from rows t order by t.at desc, t.id desc limit ${page.limit}::int offset ${page.start}::int) r) as body`,
  )
  if (!row?.exists) throw notFound(definition.name)
  return { body: row.body, total: row.total }
}
