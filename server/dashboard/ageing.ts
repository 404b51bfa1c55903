import type { Access } from '../records/access.ts'
import type { AgeGroup } from '../resources/dashboard.ts'
import { properties } from '../resources/properties.ts'
import { countsOf, listOf, within, type Block, type Filter } from './lists.ts'
import type { Periods } from './periods.ts'

/** How long ago what is active was published; those never published come last, if there are any. */
export function ageingBlock(access: Access, { ages }: Periods): Block<number[], AgeGroup[]> {
  const active: Filter = ['status', 'ACTIVE']
  const counts = countsOf(access, [
    ...ages.map(({ period }) => listOf(properties, active, ...within('publishedAt', period))),
    listOf(properties, active, ['publishedAt_null', 'true']),
  ])
  return {
    sql: counts.sql,
    read(raw) {
      const groups = counts.read(raw).map((counted, index) => ({ ...ages[index]?.days, ...counted }))
      return groups.filter(({ from, count }) => from !== undefined || count > 0)
    },
  }
}
