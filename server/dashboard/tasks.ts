import { sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import type { Brief, Dashboard } from '../resources/dashboard.ts'
import { tasks } from '../resources/tasks.ts'
import { briefsOf } from './briefs.ts'
import { countsOf, listOf, rowsOf, within, type Block, type Filter } from './lists.ts'
import type { Period, Periods } from './periods.ts'

interface Raw {
  counts: number[]
  rows: Brief[]
}

/** What the member has to do: overdue by now, due later today, and the first ten of both. */
export function tasksBlock(access: Access, { now, tomorrow }: Periods): Block<Raw, Dashboard['tasks']> {
  const mine: Filter[] = [['assigneeId', 'me'], ['status', 'PENDING']] // prettier-ignore
  const due = (period: Period) => listOf(tasks, ...mine, ...within('dueAt', period))
  const counts = countsOf(access, [due({ to: now }), due({ from: now, to: tomorrow })])
  const first = sql`select t.* from ${rowsOf(access, due({ to: tomorrow }))} order by t.due_at, t.id limit 10`
  const names = ['title', 'dueAt', 'clientId', 'propertyId']
  const rows = briefsOf(tasks, names, access, first, sql`t.due_at, t.id`)
  return {
    sql: sql`json_build_object('counts', ${counts.sql}, 'rows', ${rows})`,
    read({ counts: raw, rows }) {
      const [overdue, dueToday] = counts.read(raw)
      return { overdue: overdue!, today: dueToday!, rows }
    },
  }
}
