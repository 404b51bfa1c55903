import { useList } from '@refinedev/core'
import { Button } from 'antd'
import { useId, useRef, useState } from 'react'
import { tasks } from '../../../server/resources/tasks.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { ResourceIcon } from '../../frame/ResourceIcon.tsx'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import type { RecordData } from '../../records/record.ts'
import { groupTasks, type TaskGroup } from './days.ts'
import { filtersOf, hasUndated, sortersOf, undatedOf, type TaskTab } from './tabs.ts'
import { TaskItem } from './TaskItem.tsx'
import type { TaskCounts } from './useTaskCounts.ts'
import { useTaskKeys } from './useTaskKeys.ts'

interface Props {
  tab: TaskTab
  assignee?: string
  bounds: TaskCounts['bounds']
}

/** The tasks of one view under their days, and after them those without one. */
export function TaskLists({ tab, assignee, bounds }: Props) {
  const { settings } = useOrganization()
  const box = useRef<HTMLDivElement>(null)
  useTaskKeys(box)
  const dated = useTasks({ filters: filtersOf(tab, bounds, assignee), sorters: sortersOf(tab) })
  const withUndated = hasUndated(tab)
  const undated = useTasks({ filters: undatedOf(tab, assignee), sorters: [newestFirst], isWanted: withUndated })

  const failed = [dated, undated].find(({ error }) => error)
  const failure = failed?.error && <LoadError error={failed.error} onRetry={() => void failed.refetch()} />
  if (!dated.records || (withUndated && !undated.records)) return failure ?? <TasksPending />
  const groups = groupTasks(dated.records, tab, bounds, settings.timeZone)
  const rest = withUndated ? (undated.records ?? []) : []
  if (groups.length === 0 && rest.length === 0) return failure ?? <NoTasks tab={tab} />
  return (
    <div ref={box}>
      {failure}
      {groups.map((group) => (
        <Group key={group.key} group={group} isUnderDay={!group.isOverdue} />
      ))}
      {dated.hasMore && <More onMore={dated.showMore} isBusy={dated.isFetching} />}
      {rest.length > 0 && (
        <Group group={{ key: 'undated', heading: t('tasks.groups.undated'), isOverdue: false, tasks: rest }} />
      )}
      {withUndated && undated.hasMore && <More onMore={undated.showMore} isBusy={undated.isFetching} />}
      <p className="task-hint quiet">{t('tasks.hint')}</p>
    </div>
  )
}

const newestFirst = { field: 'createdAt', order: 'desc' } as const
const step = 50
/** The server's largest page. */
const largest = 500

interface Wanted extends Pick<NonNullable<Parameters<typeof useList>[0]>, 'filters' | 'sorters'> {
  isWanted?: boolean
}

function useTasks({ filters, sorters, isWanted = true }: Wanted) {
  const [size, setSize] = useState(step)
  const { query } = useList<RecordData>({
    resource: tasks.name,
    filters,
    sorters,
    pagination: { currentPage: 1, pageSize: size },
    errorNotification: false,
    queryOptions: { enabled: isWanted, placeholderData: (previous) => previous, refetchOnWindowFocus: true },
  })
  return {
    records: query.data?.data,
    hasMore: (query.data?.total ?? 0) > size && size < largest,
    showMore: () => setSize((size) => Math.min(size + step, largest)),
    isFetching: query.isFetching,
    error: query.error,
    refetch: query.refetch,
  }
}

function Group({ group, isUnderDay = false }: { group: TaskGroup; isUnderDay?: boolean }) {
  const headingId = useId()
  return (
    <section className={group.isOverdue ? 'task-group task-group-overdue' : 'task-group'} aria-labelledby={headingId}>
      <h2 id={headingId}>{group.heading}</h2>
      <ul>
        {group.tasks.map((record) => (
          <li key={record.id}>
            <TaskItem record={record} definition={tasks} isUnderDay={isUnderDay} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function More({ onMore, isBusy }: { onMore: () => void; isBusy: boolean }) {
  return (
    <Button type="link" loading={isBusy} onClick={onMore}>
      {t('tasks.showMore')}
    </Button>
  )
}

/** The outline of what will stand here. */
export function TasksPending() {
  return (
    <div className="task-group task-pending" role="status" aria-label={t('tasks.loading')}>
      {Array.from({ length: 6 }, (_, index) => (
        <span key={index} className="skeleton" />
      ))}
    </div>
  )
}

function NoTasks({ tab }: { tab: TaskTab }) {
  return (
    <div className="empty-list">
      <span className="empty-icon">
        <ResourceIcon name={tasks.icon} />
      </span>
      <p>{t(`tasks.empty.${tab}`)}</p>
    </div>
  )
}
