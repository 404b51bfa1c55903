import { sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import { recordColumns } from '../records/columns.ts'
import type { Brief, Dashboard } from '../resources/dashboard.ts'
import { tasks } from '../resources/tasks.ts'
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
  // Whole, as lists show them: they can be completed from here.
  const rows = sql`(select coalesce(json_agg(row_to_json(r)), '[]') from (
    select ${recordColumns(tasks, access)} from (${first}) t order by t.due_at, t.id) r)`
  return {
    sql: sql`json_build_object('counts', ${counts.sql}, 'rows', ${rows})`,
    read({ counts: raw, rows }) {
      const [overdue, dueToday] = counts.read(raw)
      return { overdue: overdue!, today: dueToday!, rows }
    },
  }
}
