import { sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import type { Brief, Dashboard } from '../resources/dashboard.ts'
import { interactions } from '../resources/interactions.ts'
import { briefsOf } from './briefs.ts'
import { countsOf, listOf, rowsOf, within, type Block } from './lists.ts'
import type { Period, Periods } from './periods.ts'

interface Raw {
  counts: number[]
  rows: Brief[]
}

/** The viewings of today and of the seven days that begin with it, of what the member may read; the first ten. */
export function viewingsBlock(access: Access, periods: Periods): Block<Raw, Dashboard['viewings']> {
  const { today, tomorrow, weekEnd } = periods
  const during = (period: Period) =>
    listOf(interactions, ['interactionType', 'VIEWING'], ...within('occurredAt', period))
  const week = during({ from: today, to: weekEnd })
  const counts = countsOf(access, [during({ from: today, to: tomorrow }), week])
  const first = sql`select t.* from ${rowsOf(access, week)} order by t.occurred_at, t.id limit 10`
  const names = ['occurredAt', 'summary', 'propertyId', 'clientId', 'createdBy']
  const rows = briefsOf(interactions, names, access, first, sql`t.occurred_at, t.id`)
  return {
    sql: sql`json_build_object('counts', ${counts.sql}, 'rows', ${rows})`,
    read({ counts: raw, rows }) {
      const [today, week] = counts.read(raw)
      return { today: today!, week: week!, rows }
    },
  }
}
