import type { Database } from '../database/index.ts'
import { integer, sql, type Sql } from '../database/sql.ts'
import { authorize, type Access } from '../records/access.ts'
import { table } from '../records/columns.ts'
import { totalCap } from '../records/pageSources.ts'
import { inScope } from '../records/scope.ts'
import { tasks } from '../resources/tasks.ts'
import { daysAround } from './days.ts'

/** How many tasks the views of the tasks page hold; beyond 10,000 one more than that. */
export interface TaskCounts {
  /** Open and assigned to the caller, whoever `assignee` is. */
  mine: number
  /** Open. */
  all: number
  /** Open, and the due time has passed. */
  overdue: number
  /** Open and due today, passed or not. */
  today: number
  /** Open and due within seven days, today being the first. */
  week: number
  done: number
  /** The caller's own that are overdue or due later today. */
  own: { overdue: number; today: number }
  /** ISO instants by which the views are told apart. Days are those of the organization's time zone. */
  bounds: { now: string; today: string; tomorrow: string; weekEnd: string }
}

/** Counts the tasks that the caller may see, those of one assignee if wanted, in one round trip. */
export async function countTasks(
  database: Database,
  access: Access,
  assignee: string | undefined,
  now: Date,
): Promise<TaskCounts> {
  const scope = authorize(access, tasks, 'list')
  const days = daysAround(now, access.settings.timeZone)
  const bounds = {
    now: now.toISOString(),
    today: days.today.toISOString(),
    tomorrow: days.tomorrow.toISOString(),
    weekEnd: days.weekEnd.toISOString(),
  }
  const at = (instant: string) => sql`${instant}::timestamptz`
  const of = (member: string) => sql`t.assignee_id = ${member}::uuid`
  const isPending = sql`t.status = 'PENDING'`
  const isOverdue = sql`${isPending} and t.due_at < ${at(bounds.now)}`
  const isLaterToday = sql`${isPending} and t.due_at >= ${at(bounds.now)} and t.due_at < ${at(bounds.tomorrow)}`
  const count = (condition: Sql) => sql`(select count(*)::int from (
    select from ${table(tasks)} t where ${inScope(scope)} and t.deleted_at is null and ${condition} limit ${integer(totalCap + 1)}) c)`
  const theirs = (condition: Sql) => count(assignee ? sql`${condition} and ${of(assignee)}` : condition)
  const own = (condition: Sql) => count(sql`${condition} and ${of(access.memberId)}`)
  const [row] = await database.read<Omit<TaskCounts, 'bounds'>>(
    access,
    sql`select ${own(isPending)} as mine, ${theirs(isPending)} as "all", ${theirs(isOverdue)} as overdue,
      ${theirs(sql`${isPending} and t.due_at >= ${at(bounds.today)} and t.due_at < ${at(bounds.tomorrow)}`)} as today,
      ${theirs(sql`${isPending} and t.due_at >= ${at(bounds.today)} and t.due_at < ${at(bounds.weekEnd)}`)} as week,
      ${theirs(sql`t.status = 'COMPLETED'`)} as done,
      json_build_object('overdue', ${own(isOverdue)}, 'today', ${own(isLaterToday)}) as own`,
  )
  if (!row) throw new Error('The count answered no row')
  return { ...row, bounds }
}
