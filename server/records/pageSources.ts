import { empty, integer, sql, type Sql } from '../database/sql.ts'
import type { Scope } from './access.ts'
import { tableName } from './columnNames.ts'
import { table } from './columns.ts'
import { involving } from './involvement.ts'
import type { ListQuery } from './query.ts'
import { afterCursor, orderBy, pattern, where } from './where.ts'

/** Totals are exact up to here; beyond, counting costs more than it tells. */
export const totalCap = 10_000

/** Where the rows of a page and their number come from: the relations `page` and `counted`, to stand behind `with`. */
export function sourceOf(scope: Scope, query: ListQuery): Sql {
  return query.words.length > 0 && !query.trash && !query.exactTotal ? searched(scope, query) : plain(scope, query)
}

/** So many of the newest are looked through for a caller who may read only some. */
const near = 20_000

/**
 * The first page of what tells of other records, for a caller who may not read all of those. Whoever may read little would have
 * the whole of it gone through; the newest nearly always hold a page. When they do not, `counted` is null. What there is
 * beyond the page is not counted: one more says that there is more. Undefined for other lists and pages.
 */
export function newestOf(scope: Scope, query: ListQuery): Sql | undefined {
  const { definition, access } = scope
  const readable = involving(definition, access, 'each')
  const isFirst = query.start === 0 && !query.after && !query.exactTotal && !query.trash
  if (!definition.about || readable === 'any' || !isFirst) return undefined
  const newest = sql`(select t.* from ${table(definition)} t where ${where({ ...scope, reach: 'any' }, query)}
    order by ${orderBy(query.sort)} limit ${integer(near)})`
  const order = orderBy(query.sort)
  return sql`ahead as materialized (
      select t.* from ${newest} t where ${readable('t')} order by ${order} limit ${integer(query.limit + 1)}),
    page as materialized (select t.* from ahead t order by ${order} limit ${integer(query.limit)}),
    counted as (
      select case when n > ${integer(query.limit)} or (select count(*) < ${integer(near)} from ${newest} t) then n end as n
      from (select count(*) as n from ahead) a)`
}

function plain(scope: Scope, query: ListQuery): Sql {
  const rows = where(scope, query)
  return sql`page as materialized (${pageOf(scope, query, rows)}), counted as (${countOf(scope, rows, query.exactTotal)})`
}

/**
 * Under row-level security a LIKE cannot use an index, so rare words are looked up by `oikion_search`, a definer
 * function that repeats the organization filter; when it finds more than the cap, the word is common and walking
 * the sort index finds a page at once. Only the branch whose one-time test holds is executed.
 */
function searched(scope: Scope, query: ListQuery): Sql {
  const rare = sql`${where(scope, query, [])} and t.id = any(array(select id from hits))`
  const common = where(scope, query)
  const isRare = sql`(select n from found) <= ${integer(totalCap)}`
  const isCommon = sql`(select n from found) > ${integer(totalCap)}`
  const isUnfiltered = query.filters.length === 0 && scope.reach === 'any'
  const commonCount = isUnfiltered ? sql`select n from found` : countOf(scope, common)
  return sql`hits as materialized (
      select id from oikion_search(${tableName(scope.definition)}::text, ${query.words.map(pattern)}::text[], ${integer(totalCap + 1)}) as s(id)),
    found as materialized (select count(*) as n from hits),
    page as materialized (
      select * from (${pageOf(scope, query, sql`${isRare} and ${rare}`)}) a
      union all
      select * from (${pageOf(scope, query, sql`${isCommon} and ${common}`)}) b),
    counted as (select case when ${isRare} then (${countOf(scope, rare)}) else (${commonCount}) end as n)`
}

function pageOf({ definition }: Scope, query: ListQuery, rows: Sql): Sql {
  const offset = query.after || query.start === 0 ? empty : sql`offset ${query.start}::int`
  return sql`select t.* from ${table(definition)} t where ${rows}${afterCursor(query.sort, query.after)}
    order by ${orderBy(query.sort)} limit ${integer(query.limit)} ${offset}`
}

function countOf({ definition }: Scope, rows: Sql, isExact = false): Sql {
  if (isExact) return sql`select count(*) as n from ${table(definition)} t where ${rows}`
  return sql`select count(*) as n from (select 1 from ${table(definition)} t where ${rows} limit ${integer(totalCap + 1)}) c`
}
