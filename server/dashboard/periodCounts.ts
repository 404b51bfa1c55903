import { sql, type Sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import { column } from '../records/columns.ts'
import type { Counted } from '../resources/dashboard.ts'
import { fieldOf } from '../resources/fields.ts'
import { properties } from '../resources/properties.ts'
import { listOf, rowsOf, within, type Block, type Filter } from './lists.ts'
import type { Period } from './periods.ts'
import type { Readable } from './readable.ts'

/** Counts properties by one of their fields in each of several periods, which follow one another without a gap. */
export function periodCountsOf(
  access: Access,
  readable: Readable,
  filters: Filter[],
  name: string,
  periods: Period[],
): Block<number[], Counted[]> {
  const at = column(fieldOf(properties, name))
  const rows = rowsOf(access, listOf(properties, ...filters), readable.from)
  const begins = periods.map(({ from }) => from?.toISOString() ?? '-infinity')
  const ends = periods.map(({ to }) => to?.toISOString() ?? 'infinity')
  return {
    sql: readable.isTable ? rangeByRange(rows, at, begins, ends) : sorted(rows, at, begins, ends),
    read: (counts) =>
      periods.map((period, index) => ({
        count: counts[index] ?? 0,
        ...listOf(properties, ...filters, ...within(name, period)),
      })),
  }
}

/** An index has each period at hand. One plan does for all: planning each would take longer than counting. */
const rangeByRange = (rows: Sql, at: Sql, begins: string[], ends: string[]) => sql`array(
  select (select count(*)::int from ${rows} and ${at} >= p.begins and ${at} < p.ends)
  from unnest(${begins}::timestamptz[], ${ends}::timestamptz[]) with ordinality p(begins, ends, place) order by p.place)`

/** Without an index all have to be looked at, so once: each goes to its period. */
function sorted(rows: Sql, at: Sql, begins: string[], ends: string[]): Sql {
  const bounds = sql`${[...new Set([...begins, ...ends])].sort()}::timestamptz[]`
  return sql`array(
    select coalesce(c.count, 0)
    from unnest(${begins}::timestamptz[]) with ordinality p(begins, place)
    left join (select width_bucket(${at}, ${bounds}) as bucket, count(*)::int as count from ${rows} and ${at} is not null group by 1) c
      on c.bucket = width_bucket(p.begins, ${bounds})
    order by p.place)`
}
