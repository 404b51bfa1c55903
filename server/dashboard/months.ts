import type { Access } from '../records/access.ts'
import { monthSeries, type Month, type MonthSeries } from '../resources/dashboard.ts'
import { properties } from '../resources/properties.ts'
import { countsOf, listOf, within, type Block, type Filter } from './lists.ts'
import type { Period, Periods } from './periods.ts'

/**
 * What tells the series apart. A sale or letting counts in the month it was closed, wherever the property is by now:
 * its status may have become ARCHIVED since.
 */
const filtersOf: Record<MonthSeries, (month: Period) => Filter[]> = {
  created: (month) => within('createdAt', month),
  published: (month) => within('publishedAt', month),
  sold: (month) => [['transactionType', 'SALE'], ...within('closedAt', month)],
  rented: (month) => [['transactionType', 'RENT'], ['transactionType', 'SHORT_LET'], ...within('closedAt', month)],
}

/** Properties entered, published, sold and rented in each of the last twelve months. */
export function monthsBlock(access: Access, { months }: Periods): Block<number[], Month[]> {
  const counts = countsOf(
    access,
    months.flatMap((month) => monthSeries.map((series) => listOf(properties, ...filtersOf[series](month)))),
  )
  return {
    sql: counts.sql,
    read(raw) {
      const counted = counts.read(raw)
      return months.map(({ month }, index) => {
        const [created, published, sold, rented] = counted.slice(index * monthSeries.length)
        return { month, created: created!, published: published!, sold: sold!, rented: rented! }
      })
    },
  }
}
