import type { Database } from '../database/index.ts'
import { integer, sql, type Sql } from '../database/sql.ts'
import type { Row } from '../database/tenant.ts'
import { authorize, type Access, type Scope } from '../records/access.ts'
import { recordColumns, table } from '../records/columns.ts'
import { inScope } from '../records/scope.ts'
import { interactions } from '../resources/interactions.ts'
import { tasks } from '../resources/tasks.ts'

/** What a calendar is asked for; instants as ISO texts, `to` not included. */
export interface CalendarRange {
  from: string
  to: string
  /** Only tasks assigned to the caller and viewings that the caller wrote down. */
  isMine: boolean
}

export interface CalendarEntries {
  /** Records as lists answer them: tasks that were not cancelled, and viewings. */
  tasks: Row[]
  viewings: Row[]
  /** There are more than can be shown; those are left out that come last. */
  isCut: boolean
}

/** More fit on no screen. */
const most = 1000

/** The tasks and viewings of a range that the caller may see, by time, in one round trip. */
export async function readCalendar(database: Database, access: Access, range: CalendarRange): Promise<CalendarEntries> {
  const [row] = await database.read<Omit<CalendarEntries, 'isCut'>>(
    access,
    sql`select ${entries(authorize(access, tasks, 'list'), sql`t.due_at`, range, [
      sql`t.status <> 'CANCELLED'`,
      ...(range.isMine ? [sql`t.assignee_id = ${access.memberId}::uuid`] : []),
    ])} as tasks, ${entries(authorize(access, interactions, 'list'), sql`t.occurred_at`, range, [
      sql`t.interaction_type = 'VIEWING'`,
      ...(range.isMine ? [sql`t.created_by = ${access.memberId}::uuid`] : []),
    ])} as viewings`,
  )
  if (!row) throw new Error('The calendar answered no row')
  const isCut = row.tasks.length > most || row.viewings.length > most
  return { tasks: row.tasks.slice(0, most), viewings: row.viewings.slice(0, most), isCut }
}

function entries(scope: Scope, time: Sql, { from, to }: CalendarRange, conditions: Sql[]): Sql {
  const { definition, access } = scope
  const wanted = conditions.reduce((all, condition) => sql`${all} and ${condition}`)
  return sql`(select coalesce(json_agg(row_to_json(r)), '[]') from (
    select ${recordColumns(definition, access)} from ${table(definition)} t
    where ${inScope(scope)} and t.deleted_at is null and ${wanted}
      and ${time} >= ${from}::timestamptz and ${time} < ${to}::timestamptz
    order by ${time}, t.id limit ${integer(most + 1)}) r)`
}
