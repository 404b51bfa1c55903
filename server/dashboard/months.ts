import { join, sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import { monthSeries, type Month, type MonthSeries } from '../resources/dashboard.ts'
import type { Block, Filter } from './lists.ts'
import { periodCountsOf } from './periodCounts.ts'
import type { Periods } from './periods.ts'
import type { Readable } from './readable.ts'

/**
 * What tells the series apart. A sale or letting counts in the month it was closed, wherever the property is by now:
 * its status may have become ARCHIVED since.
 */
const series: Record<MonthSeries, { filters: Filter[]; by: string }> = {
  created: { filters: [], by: 'createdAt' },
  published: { filters: [], by: 'publishedAt' },
  sold: { filters: [['transactionType', 'SALE']], by: 'closedAt' },
  rented: { filters: [['transactionType', 'RENT'], ['transactionType', 'SHORT_LET']], by: 'closedAt' }, // prettier-ignore
}

/** Properties entered, published, sold and rented in each of the last twelve months: the counts of each series in turn. */
export function monthsBlock(access: Access, readable: Readable, { months }: Periods): Block<number[][], Month[]> {
  const blocks = monthSeries.map((name) =>
    periodCountsOf(access, readable, series[name].filters, series[name].by, months),
  )
  return {
    sql: sql`json_build_array(${join(blocks.map((block) => block.sql))})`,
    read(raw) {
      const counted = blocks.map((block, index) => block.read(raw[index] ?? []))
      return months.map(({ month }, index) => {
        const [created, published, sold, rented] = counted.map((counts) => counts[index]!)
        return { month, created: created!, published: published!, sold: sold!, rented: rented! }
      })
    },
  }
}
