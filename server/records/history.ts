import type { Database } from '../database/index.ts'
import { empty, sql, type Sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { activities } from '../resources/activities.ts'
import { historyKinds } from '../resources/activityKinds.ts'
import { fieldOf } from '../resources/fields.ts'
import { reach } from '../resources/roles.ts'
import { hasScope, type Access, type Scope } from './access.ts'
import { shownInstant, table, titleOf } from './columns.ts'
import { inOrganization, inScope } from './scope.ts'

interface Page {
  start: number
  limit: number
}

/** A record's activity, newest first, as JSON text; also of a record in the trash. Throws 404 like showing it. */
export async function recordHistory(database: Database, scope: Scope, id: string, page: Page) {
  const { definition, access } = scope
  const [row] = await database.read<{ exists: boolean; body: string; total: number }>(
    access,
    sql`select exists(select 1 from ${table(definition)} t where ${inScope(scope)} and t.id = ${id}::uuid) as "exists",
        (select count(*) from activity t where ${isOf(scope, id)})::int as total,
        (select coalesce(json_agg(row_to_json(r)), '[]')::text from (${changesOf(scope, id, page)}) r) as body`,
  )
  if (!row?.exists) throw notFound(definition.name)
  return { body: row.body, total: row.total }
}

/** The rows of a record's history as JSON shows them. Who did it is told as who created it is: a member. */
export function changesOf(scope: Scope, id: string, page: Page): Sql {
  const actor = { ...fieldOf(scope.definition, 'createdBy'), name: 'actorId' }
  return sql`select t.id, ${shownInstant(sql`t.at`)} as at, t.kind, t.actor_id as "actorId", t.import_id as "importId", t.token_id as "tokenId",
      t.title, t.changes, json_strip_nulls(json_build_object('actorId', ${titleOf(actor)})) as "_titles"
    from (select a.*, a.actor_id as created_by from activity a) t where ${isOf(scope, id)}
    order by t.at desc, t.id desc limit ${page.limit}::int offset ${page.start}::int`
}

const isOf = ({ definition, access }: Scope, id: string) =>
  sql`${inOrganization(access)} and t.resource = ${definition.name}::text and t.record_id = ${id}::uuid${known(access)}`

/** ` and …`: of which kinds the caller may know. */
function known(access: Access): Sql {
  const readsAudit = reach(activities, 'list', access) !== 'none' && hasScope(access, activities, 'list')
  return readsAudit ? empty : sql` and t.kind = any(${[...historyKinds]}::text[])`
}
