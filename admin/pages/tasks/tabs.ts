import type { CrudFilter, CrudSort } from '@refinedev/core'
import type { TaskCounts } from './useTaskCounts.ts'

/** The views of the tasks page, as its address names them. */
export const taskTabs = ['mine', 'all', 'overdue', 'today', 'week', 'done'] as const
export type TaskTab = (typeof taskTabs)[number]

export const tabOf = (name: string | null): TaskTab => taskTabs.find((tab) => tab === name) ?? 'mine'

/** Whether tasks without a due time belong to a view. */
export const hasUndated = (tab: TaskTab) => tab === 'mine' || tab === 'all'

/** The tasks of a view that have a due time, of whoever `assignee` is; those done are all. */
export function filtersOf(tab: TaskTab, { now, today, tomorrow, weekEnd }: TaskCounts['bounds'], assignee?: string) {
  const whose: CrudFilter[] = assigneeOf(tab, assignee)
  const pending: CrudFilter[] = [{ field: 'status', operator: 'eq', value: 'PENDING' }, ...whose]
  const due = (operator: 'gte' | 'lt', value: string): CrudFilter => ({ field: 'dueAt', operator, value })
  switch (tab) {
    case 'mine':
    case 'all':
      return [...pending, { field: 'dueAt', operator: 'nnull', value: true } satisfies CrudFilter]
    case 'overdue':
      return [...pending, due('lt', now)]
    case 'today':
      return [...pending, due('gte', today), due('lt', tomorrow)]
    case 'week':
      return [...pending, due('gte', today), due('lt', weekEnd)]
    case 'done':
      return [{ field: 'status', operator: 'eq', value: 'COMPLETED' } satisfies CrudFilter, ...whose]
  }
}

/** The tasks of a view that have none. */
export function undatedOf(tab: TaskTab, assignee?: string): CrudFilter[] {
  const pending: CrudFilter = { field: 'status', operator: 'eq', value: 'PENDING' }
  return [pending, ...assigneeOf(tab, assignee), { field: 'dueAt', operator: 'null', value: true }]
}

function assigneeOf(tab: TaskTab, assignee?: string): CrudFilter[] {
  const whose = tab === 'mine' ? 'me' : assignee
  return whose ? [{ field: 'assigneeId', operator: 'eq', value: whose }] : []
}

/** By due time; what is done by when that was, the last change being near enough. */
export const sortersOf = (tab: TaskTab): CrudSort[] => [
  tab === 'done' ? { field: 'updatedAt', order: 'desc' } : { field: 'dueAt', order: 'asc' },
]
