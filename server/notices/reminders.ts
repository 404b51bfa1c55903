import { daysAround } from '../calendar/days.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { shownInstant } from '../records/columns.ts'
import { settingsOf, type OrganizationSettings } from '../resources/settings.ts'
import { tasks } from '../resources/tasks.ts'
import { notify, type NewNotice } from './notify.ts'

/** No day is longer, so nothing that falls due today lies further ahead. */
const longestDay = 25 * 3_600_000

/**
 * Reminds the members of all organizations of what is due: at eight in the morning, on the organization's clocks, of
 * what falls due later that day; of the rest, such as what was planned after eight, when it is due. Once for each due
 * time: moving it reminds anew. Several processes may do this at once.
 */
export async function remindDue(database: Database, now: Date): Promise<void> {
  const until = new Date(now.getTime() + longestDay)
  const waiting = await database.ask<{ id: string }>(
    sql`select id from oikion_due_organizations(${until.toISOString()}::timestamptz) as o(id)`,
  )
  for (const { id } of waiting) {
    await database.withOrganization({ organizationId: id, userId: '' }, (tx) => remindWithin(tx, id, now))
  }
}

/** Reminds are written with the mark that they were: a tick that is cut short is made up for by the next. */
async function remindWithin(tx: TenantTransaction, organizationId: string, now: Date): Promise<void> {
  const [organization] = await tx.query<{ settings: Partial<OrganizationSettings> }>(
    sql`select settings from organization where id = ${organizationId}::uuid`,
  )
  const due = await claimDue(tx, organizationId, now, settingsOf(organization?.settings).timeZone)
  const byMember = new Map<string, DueTask[]>()
  for (const task of due) {
    if (task.memberId) byMember.set(task.memberId, [...(byMember.get(task.memberId) ?? []), task])
  }
  const notices = [...byMember].map(([memberId, some]) => noticeOf(memberId, some))
  await notify(tx, notices, { actorId: null, now })
}

interface DueTask {
  id: string
  title: string
  /** ISO text. */
  dueAt: string
  memberId: string | null
}

/** At most so many at once, of one organization. */
const mostClaimed = 1000

/**
 * Marks what is to be reminded of now, and answers it by due time. Rows that another process is at are passed over.
 * Whoever has no assignee reminds whoever wrote it down: nobody else would think of it.
 */
async function claimDue(
  tx: TenantTransaction,
  organizationId: string,
  now: Date,
  timeZone: string,
): Promise<DueTask[]> {
  const { morning, tomorrow } = daysAround(now, timeZone)
  const isMorningPast = now >= morning
  const claimed = await tx.query<DueTask>(sql`
    with due as (
      select t.id from task t
      where t.organization_id = ${organizationId}::uuid and t.status = 'PENDING' and t.deleted_at is null
        and t.due_at is distinct from t.reminded_for
        and (t.due_at <= ${now.toISOString()}::timestamptz
          or (${isMorningPast}::boolean and t.due_at < ${tomorrow.toISOString()}::timestamptz
            and t.updated_at < ${morning.toISOString()}::timestamptz))
      order by t.due_at limit ${mostClaimed}::int for update skip locked)
    update task t set reminded_for = t.due_at from due
    where t.organization_id = ${organizationId}::uuid and t.id = due.id
    returning t.id, t.title, ${shownInstant(sql`t.due_at`)} as "dueAt", coalesce(t.assignee_id, t.created_by) as "memberId"`)
  return claimed.sort((a, b) => a.dueAt.localeCompare(b.dueAt))
}

/** A mail names so many; the rest are counted. */
const mostNamed = 10

function noticeOf(memberId: string, due: DueTask[]): NewNotice {
  const [only] = due
  const about = only && due.length === 1 ? { resource: tasks.name, id: only.id, title: only.title } : null
  const named = due.slice(0, mostNamed).map(({ title, dueAt }) => ({ title, dueAt }))
  return { kind: 'due', memberId, about, data: { count: due.length, tasks: named } }
}
