import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Scope } from './access.ts'
import { table } from './columns.ts'
import { inOrganization, inScope } from './scope.ts'

/** A record's activity, newest first, as JSON text; also of a record in the trash. Throws 404 like showing it. */
export async function recordHistory(
  database: Database,
  scope: Scope,
  id: string,
  page: { start: number; limit: number },
) {
  const { definition, access } = scope
  const [row] = await database.read<{ exists: boolean; body: string; total: number }>(
    access,
    sql`with rows as (
        select t.* from activity t
        where ${inOrganization(access)} and t.resource = ${definition.name}::text and t.record_id = ${id}::uuid)
      select exists(select 1 from ${table(definition)} t where ${inScope(scope)} and t.id = ${id}::uuid) as "exists",
        (select count(*) from rows)::int as total,
        (select coalesce(json_agg(row_to_json(r)), '[]')::text from (
          select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, kind, actor_id as "actorId", import_id as "importId",
            title, changes, json_strip_nulls(json_build_object(${'actorId'}::text,
              (select m.name from membership m where m.organization_id = a.organization_id and m.id = a.actor_id))) as "_titles"
          from rows a order by a.at desc, a.id desc limit ${page.limit}::int offset ${page.start}::int) r) as body`,
  )
  if (!row?.exists) throw notFound(definition.name)
  return { body: row.body, total: row.total }
}
