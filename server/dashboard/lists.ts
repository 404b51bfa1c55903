import { integer, join, sql, type Sql } from '../database/sql.ts'
import { authorize, type Access } from '../records/access.ts'
import { table } from '../records/columns.ts'
import { totalCap } from '../records/pageSources.ts'
import { parseQuery } from '../records/query.ts'
import { where } from '../records/where.ts'
import type { Counted, ListLink } from '../resources/dashboard.ts'
import type { Definition } from '../resources/define.ts'
import { resources } from '../resources/index.ts'
import type { Period } from './periods.ts'

/** A list's parameter with its value. */
export type Filter = [name: string, value: string]

/** A part of the dashboard: SQL of one value, and what is made of that value. */
export interface Block<Raw, Shown> {
  sql: Sql
  read(raw: Raw): Shown
}

/** Names a list by its filters. */
export function listOf({ name }: Definition, ...filters: Filter[]): ListLink {
  return { resource: name, query: String(new URLSearchParams(filters)) }
}

/** The filters by which a list keeps to a period. Lists include both ends; instants are kept to the millisecond. */
export function within(field: string, { from, to }: Period): Filter[] {
  const filters: Filter[] = []
  if (from) filters.push([`${field}_gte`, from.toISOString()])
  if (to) filters.push([`${field}_lte`, new Date(to.getTime() - 1).toISOString()])
  return filters
}

/**
 * `table t where …`: the rows of a list, found by the list's own compiler, so that what is counted is what opens.
 * Throws 403 when the caller may not open it.
 * @param from what has the rows in place of the table
 */
export function rowsOf(access: Access, { resource, query }: ListLink, from?: Sql): Sql {
  const definition = resources[resource]
  if (!definition) throw new Error(`There is no resource ${resource}`)
  const parsed = parseQuery(definition, new URLSearchParams(query), access)
  return sql`${from ?? table(definition)} t where ${where(authorize(access, definition, 'list'), parsed)}`
}

/** Counts several lists. */
export function countsOf(access: Access, lists: ListLink[], from?: Sql): Block<number[], Counted[]> {
  return {
    sql: sql`array[${join(lists.map((list) => sql`(select count(*)::int from ${rowsOf(access, list, from)})`))}]`,
    read: (counts) => lists.map((list, index) => ({ count: counts[index] ?? 0, ...list })),
  }
}

/** Counts several lists up to where lists themselves stop counting. */
export function cappedCountsOf(access: Access, lists: ListLink[]): Block<number[], Counted[]> {
  const most = integer(totalCap + 1)
  const counts = lists.map(
    (list) => sql`(select count(*)::int from (select from ${rowsOf(access, list)} limit ${most}) c)`,
  )
  return {
    sql: sql`array[${join(counts)}]`,
    read: (counts) =>
      lists.map((list, index) => {
        const count = counts[index] ?? 0
        return count > totalCap ? { count: totalCap, capped: true, ...list } : { count, ...list }
      }),
  }
}
