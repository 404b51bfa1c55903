import type { Database } from '../database/index.ts'
import { empty, integer, join, sql, type Sql } from '../database/sql.ts'
import { badParameter } from '../errors.ts'
import type { Scope } from './access.ts'
import { tableName } from './columnNames.ts'
import { column, recordColumns, table } from './columns.ts'
import { formatCursor, type ListQuery } from './query.ts'
import { afterCursor, orderBy, pattern, where } from './where.ts'

export interface ListPage {
  /** The records as a JSON array, as PostgreSQL built it. */
  body: string
  total: number
  capped: boolean
  /** Cursor of the next page, when this one is full. */
  next?: string
}

/** Totals are exact up to here; beyond, counting costs more than it tells. */
export const totalCap = 10_000

/** Page sizes of the screens: only their statements are worth keeping, or a caller could fill every connection with plans. */
const usualSizes = new Set([10, 25, 50, 100])

interface PageRow {
  body: string
  total: number
  size: number
  last: (string | null)[] | null
}

/** One page with its total, in one statement and one round trip. */
export async function listRecords(database: Database, scope: Scope, query: ListQuery): Promise<ListPage> {
  const [row] = await readPage(database, scope, query)
  if (!row) throw new Error('The list query answered no row')
  const isFull = row.size === query.limit && row.size > 0
  const reached = query.start + row.size
  const isLast = !query.after && (query.exactTotal || row.total <= totalCap) && reached >= row.total
  const isCapped = !query.exactTotal && row.total > totalCap
  return {
    body: row.body,
    total: isCapped ? totalCap : row.total,
    capped: isCapped,
    next: isFull && !isLast && row.last ? formatCursor(query.sort, row.last) : undefined,
  }
}

async function readPage(database: Database, scope: Scope, query: ListQuery): Promise<PageRow[]> {
  try {
    // One plan does for every page of a plain list; with filters, the values decide which index serves.
    const isPlain =
      query.filters.length === 0 && query.words.length === 0 && query.sort.length <= 2 && usualSizes.has(query.limit)
    return await database.read<PageRow>(scope.access, pageStatement(scope, query), { planOnce: isPlain })
  } catch (error) {
    // Only a cursor carries text that PostgreSQL parses itself.
    if (query.after && (error as { code?: string }).code?.startsWith('22')) {
      throw badParameter('_after', 'does not belong to this list')
    }
    throw error
  }
}

function pageStatement(scope: Scope, query: ListQuery): Sql {
  const { definition, access } = scope
  const source =
    query.words.length > 0 && !query.trash && !query.exactTotal ? searched(scope, query) : plain(scope, query)
  const lastOf = join(query.sort.map(({ field }) => sql`${column(field)}::text`))
  return sql`with ${source}
    select (select coalesce(json_agg(row_to_json(r)), '[]')::text from
             (select ${recordColumns(definition, access)} from page t order by ${orderBy(query.sort)}) r) as body,
           (select n from counted)::int as total,
           (select count(*) from page)::int as size,
           (select json_build_array(${lastOf}) from page t order by ${orderBy(reversed(query))} limit 1) as last`
}

const reversed = (query: ListQuery) => query.sort.map((sorter) => ({ ...sorter, descending: !sorter.descending }))

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
