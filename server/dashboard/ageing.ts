import { sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import type { AgeGroup } from '../resources/dashboard.ts'
import { properties } from '../resources/properties.ts'
import { countsOf, listOf, type Block, type Filter } from './lists.ts'
import { periodCountsOf } from './periodCounts.ts'
import type { Periods } from './periods.ts'
import type { Readable } from './readable.ts'

interface Raw {
  published: number[]
  never: number[]
}

/** How long ago what is active was published; those never published come last, if there are any. */
export function ageingBlock(access: Access, readable: Readable, { ages }: Periods): Block<Raw, AgeGroup[]> {
  const active: Filter = ['status', 'ACTIVE']
  const periods = ages.map(({ period }) => period)
  const published = periodCountsOf(access, readable, [active], 'publishedAt', periods)
  const never = countsOf(access, [listOf(properties, active, ['publishedAt_null', 'true'])], readable.from)
  return {
    sql: sql`json_build_object('published', ${published.sql}, 'never', ${never.sql})`,
    read: (raw) => [
      ...published.read(raw.published).map((counted, index) => Object.assign(counted, ages[index]?.days)),
      ...never.read(raw.never).filter(({ count }) => count > 0),
    ],
  }
}
