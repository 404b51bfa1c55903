import { empty, join, keyword, sql, type Sql } from '../database/sql.ts'
import type { Scope } from './access.ts'
import { isList } from '../resources/fields.ts'
import { bound, column, sqlType } from './columns.ts'
import type { FieldFilter, Filter } from './filters.ts'
import type { ListQuery, Sorter } from './query.ts'
import { inScope } from './scope.ts'

/**
 * The rows a list, its count, its export and its bulk action are about: one compiler, so that a file is what the
 * screen shows. Table alias `t`. `words` may be left to the caller, which has a quicker way for rare ones.
 */
export function where(scope: Scope, query: ListQuery, words: readonly string[] = query.words): Sql {
  const parts = [inScope(scope), query.trash ? sql`t.deleted_at is not null` : sql`t.deleted_at is null`]
  for (const filter of query.filters) parts.push(condition(filter))
  for (const word of words) parts.push(sql`t.search_text like ${pattern(word)}::text`)
  return join(parts, ' and ')
}

/** A LIKE pattern for a word anywhere. */
export const pattern = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`

function condition(filter: Filter): Sql {
  if (!('group' in filter)) return test(filter)
  if (filter.filters.length === 0) return sql`true`
  return sql`(${join(filter.filters.map(condition), ` ${filter.group} `)})`
}

function test({ field, operator, values }: FieldFilter): Sql {
  const at = column(field)
  const one = bound(field, values[0])
  const many = () => sql`array[${join(values.map((value) => bound(field, value)))}]`
  if (isList(field) && operator !== 'null' && operator !== 'nnull') {
    const tags = sql`${values}::text[]`
    return operator === 'nin' || operator === 'ne' ? sql`not ${at} && ${tags}` : sql`${at} && ${tags}`
  }
  switch (operator) {
    case 'eq':
      return sql`${at} = ${one}`
    case 'ne':
      return sql`${at} is distinct from ${one}`
    case 'gt':
      return sql`${at} > ${one}`
    case 'gte':
      return sql`${at} >= ${one}`
    case 'lt':
      return sql`${at} < ${one}`
    case 'lte':
      return sql`${at} <= ${one}`
    case 'between':
      return sql`${at} between ${one} and ${bound(field, values[1])}`
    case 'in':
      return sql`${at} = any(${many()})`
    case 'nin':
      return sql`(${at} is null or not ${at} = any(${many()}))`
    case 'contains':
      return sql`${folded(at)} like ${`%${String(values[0])}%`}::text`
    case 'startswith':
      return sql`${folded(at)} like ${`${String(values[0])}%`}::text`
    case 'null':
      return isList(field) ? sql`cardinality(${at}) = 0` : sql`${at} is null`
    case 'nnull':
      return isList(field) ? sql`cardinality(${at}) > 0` : sql`${at} is not null`
  }
}

/** What `fold` does, for a column that is not stored folded. */
const folded = (at: Sql) =>
  sql`translate(regexp_replace(normalize(lower(${at}), NFD), '[\u0300-\u036f]', '', 'g'), 'ς', 'σ')`

/** ORDER BY list. Empty cells are the smallest, so one index (column nulls first, id) serves both directions. */
export function orderBy(sort: Sorter[]): Sql {
  return join(
    sort.map(({ field, descending }) => {
      const direction = keyword(descending ? 'desc' : 'asc')
      if (field.name === 'id') return sql`${column(field)} ${direction}`
      return sql`${column(field)} ${direction} ${keyword(descending ? 'nulls last' : 'nulls first')}`
    }),
  )
}

/** The rows after a cursor: keyset paging, whose cost does not grow with depth. */
export function afterCursor(sort: Sorter[], after: (string | null)[] | undefined): Sql {
  if (!after) return empty
  return sql` and ${rowAfter(sort, after) ?? expandedAfter(sort, after)}`
}

/** One row comparison where that is exact: PostgreSQL turns it into an index bound. */
function rowAfter(sort: Sorter[], after: (string | null)[]): Sql | undefined {
  const descending = sort[0]?.descending ?? false
  const uniform = sort.every((sorter) => sorter.descending === descending)
  const nullable = sort.some(({ field }) => field.nullable)
  if (!uniform || after.includes(null) || (nullable && (descending || sort.length > 2))) return undefined
  const columns = join(sort.map(({ field }) => column(field)))
  const values = join(sort.map(({ field }, index) => cursorValue(field, after[index])))
  return descending ? sql`(${columns}) < (${values})` : sql`(${columns}) > (${values})`
}

function expandedAfter([sorter, ...rest]: Sorter[], [value, ...values]: (string | null | undefined)[]): Sql {
  if (!sorter) return sql`false`
  const at = column(sorter.field)
  const bind = cursorValue(sorter.field, value)
  const isNull = value === null || value === undefined
  const beyond = sorter.descending
    ? isNull ? sql`false` : sql`(${at} < ${bind} or ${at} is null)` // prettier-ignore
    : isNull ? sql`${at} is not null` : sql`${at} > ${bind}` // prettier-ignore
  const same = isNull ? sql`${at} is null` : sql`${at} = ${bind}`
  const later = expandedAfter(
    rest,
    values.map((item) => item ?? null),
  )
  return sql`(${beyond} or (${same} and ${later}))`
}

/** Cursor values are the stored ones as text: cents, full instants. */
const cursorValue = (field: Sorter['field'], value: string | null | undefined) =>
  sql`${value ?? null}::text::${keyword(sqlType(field))}`
