import { formatLongDay } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import type { RecordData } from '../../records/record.ts'
import type { TaskTab } from './tabs.ts'
import type { TaskCounts } from './useTaskCounts.ts'

export interface TaskGroup {
  key: string
  heading: string
  isOverdue: boolean
  tasks: RecordData[]
}

/** Tasks under the days they are due on (or were done on), on the organization's clocks; overdue ones first in a group of their own. */
export function groupTasks(
  records: RecordData[],
  tab: TaskTab,
  bounds: TaskCounts['bounds'],
  timeZone: string,
): TaskGroup[] {
  const dayOf = dayIn(timeZone)
  const near = nearDays(bounds, dayOf)
  const groups = new Map<string, TaskGroup>()
  for (const record of records) {
    const at = String(tab === 'done' ? (record.completedAt ?? record.updatedAt) : record.dueAt)
    const isOverdue = tab !== 'done' && tab !== 'overdue' && at < bounds.today
    const key = isOverdue ? 'overdue' : dayOf(at)
    const heading = isOverdue ? t('tasks.groups.overdue') : (near.get(key) ?? formatLongDay(key))
    const group = groups.get(key) ?? { key, heading, isOverdue, tasks: [] }
    group.tasks.push(record)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The day (`2026-11-25`) of an instant on the clocks of a time zone. */
function dayIn(timeZone: string): (instant: string) => string {
  const form = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return (instant) => form.format(new Date(instant))
}

function nearDays({ today, tomorrow }: TaskCounts['bounds'], dayOf: (instant: string) => string): Map<string, string> {
  // Noon of the day before: a day has 23 to 25 hours.
  const yesterday = new Date(new Date(today).getTime() - 12 * 3_600_000).toISOString()
  return new Map([
    [dayOf(yesterday), t('tasks.groups.yesterday')],
    [dayOf(today), t('tasks.groups.today')],
    [dayOf(tomorrow), t('tasks.groups.tomorrow')],
  ])
}
