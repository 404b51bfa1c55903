import type { Database } from '../database/index.ts'
import { identifier, integer, join, sql, text, type Sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { reach } from '../resources/roles.ts'
import { authorize, hasScope, type Access, type Scope } from './access.ts'
import { columnName } from './columnNames.ts'
import { column, recordColumns, shownInstant, table } from './columns.ts'
import { changesOf } from './history.ts'
import { screenSizes } from './query.ts'
import { inScope } from './scope.ts'

export interface TimelinePage {
  start: number
  limit: number
}

/**
 * What was said, done and changed about a record, newest first, as JSON text: `[{ resource, at, record }]`. Entries are
 * the records that refer to it and have a place in timelines, as far as the caller may read them, and the changes of
 * the record itself (`resource: null`, as its history has them). How many there are is not counted, only whether there
 * are more. Throws 404 like showing it.
 */
export async function recordTimeline(
  database: Database,
  scope: Scope,
  id: string,
  page: TimelinePage,
): Promise<{ body: string; size: number; hasMore: boolean }> {
  const { definition, access } = scope
  // One more than asked for tells whether there are more; no branch can contribute beyond.
  const most = page.start + page.limit + 1
  const branches = [
    ...timelinesOf(definition, access).map((told) => toldOf(told, definition, access, id, most)),
    sql`(select null::text as resource, c."at" as sort, c.id, row_to_json(c) as record
      from (${changesOf(scope, id, { start: 0, limit: most })}) c)`,
  ]
  const [row] = await database.read<{ exists: boolean; body: string; size: number }>(
    access,
    sql`with entries as (${join(branches, ' union all ')}),
        page as (select * from entries order by sort desc, id desc limit ${page.limit + 1}::int offset ${page.start}::int)
      select exists(select 1 from ${table(definition)} t where ${inScope(scope)} and t.id = ${id}::uuid) as "exists",
        (select count(*) from page)::int as size,
        (select coalesce(json_agg(json_build_object('resource', resource, 'at', sort, 'record', record)), '[]')::text
          from (select * from page limit ${page.limit}::int) p) as body`,
    // One plan does for every record: each branch has an index of its own.
    { planOnce: page.start === 0 && screenSizes.has(page.limit) },
  )
  if (!row?.exists) throw notFound(definition.name)
  return { body: row.body, size: Math.min(row.size, page.limit), hasMore: row.size > page.limit }
}

/** The resources that stand in the timeline of this one's records, as far as the caller may read them. */
function timelinesOf({ name }: Definition, access: Access): Definition[] {
  return Object.values(resources).filter(
    (told) =>
      told.timeline !== undefined &&
      Object.values(told.references ?? {}).includes(name) &&
      reach(told, 'list', access) !== 'none' &&
      hasScope(access, told, 'list'),
  )
}

function toldOf(told: Definition, about: Definition, access: Access, id: string, most: number): Sql {
  const at = fieldOf(told, String(told.timeline))
  const references = Object.entries(told.references ?? {}).filter(([, target]) => target === about.name)
  const refers = join(
    references.map(([name]) => sql`${identifier('t', columnName(fieldOf(told, name)))} = ${id}::uuid`),
    ' or ',
  )
  return sql`(select ${text(told.name)} as resource, ${shownInstant(column(at))} as sort, t.id, row_to_json(r) as record
    from ${table(told)} t, lateral (select ${recordColumns(told, access)}) r
    where ${inScope(authorize(access, told, 'list'))} and t.deleted_at is null and (${refers})
    order by ${column(at)} desc, t.id desc limit ${integer(most)})`
}
