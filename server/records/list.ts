import type { Database } from '../database/index.ts'
import { join, sql, type Sql } from '../database/sql.ts'
import { badParameter } from '../errors.ts'
import type { Scope } from './access.ts'
import { column, recordColumns } from './columns.ts'
import { newestOf, sourceOf, totalCap } from './pageSources.ts'
import { formatCursor, screenSizes, type ListQuery } from './query.ts'
import { orderBy } from './where.ts'

export interface ListPage {
  /** The records as a JSON array, as PostgreSQL built it. */
  body: string
  total: number
  capped: boolean
  /** Cursor of the next page, when this one is full. */
  next?: string
}

interface PageRow {
  body: string
  /** Null when the source has too little. */
  total: number | null
  size: number
  last: (string | null)[] | null
}

/** One page with its total: one statement and one round trip, but for a few who may read little of a long feed. */
export async function listRecords(database: Database, scope: Scope, query: ListQuery): Promise<ListPage> {
  const newest = newestOf(scope, query)
  const near = newest && (await readPage(database, scope, query, newest))
  if (near && near.total !== null) return shown(near, query, query.limit)
  return shown(await readPage(database, scope, query, sourceOf(scope, query)), query, totalCap)
}

function shown({ body, total, size, last }: PageRow, query: ListQuery, cap: number): ListPage {
  const counted = total ?? 0
  const isFull = size === query.limit && size > 0
  const isLast = !query.after && (query.exactTotal || counted <= cap) && query.start + size >= counted
  const isCapped = !query.exactTotal && counted > cap
  return {
    body,
    total: isCapped ? cap : counted,
    capped: isCapped,
    next: isFull && !isLast && last ? formatCursor(query.sort, last) : undefined,
  }
}

async function readPage(database: Database, scope: Scope, query: ListQuery, source: Sql): Promise<PageRow> {
  try {
    // One plan does for every page of a plain list; with filters, the values decide which index serves.
    const isPlain =
      query.filters.length === 0 && query.words.length === 0 && query.sort.length <= 2 && screenSizes.has(query.limit)
    const statement = pageStatement(scope, query, source)
    const [row] = await database.read<PageRow>(scope.access, statement, { planOnce: isPlain })
    if (!row) throw new Error('The list query answered no row')
    return row
  } catch (error) {
    // Only a cursor carries text that PostgreSQL parses itself.
    if (query.after && (error as { code?: string }).code?.startsWith('22')) {
      throw badParameter('_after', 'does not belong to this list')
    }
    throw error
  }
}

function pageStatement({ definition, access }: Scope, query: ListQuery, source: Sql): Sql {
  const lastOf = join(query.sort.map(({ field }) => sql`${column(field)}::text`))
  return sql`with ${source}
    select (select coalesce(json_agg(row_to_json(r)), '[]')::text from
             (select ${recordColumns(definition, access)} from page t order by ${orderBy(query.sort)}) r) as body,
           (select n from counted)::int as total,
           (select count(*) from page)::int as size,
           (select json_build_array(${lastOf}) from page t order by ${orderBy(reversed(query))} limit 1) as last`
}

const reversed = (query: ListQuery) => query.sort.map((sorter) => ({ ...sorter, descending: !sorter.descending }))
