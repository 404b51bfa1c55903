import { Link, useLocation } from 'react-router'
import { formatCount } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { listPath, taskTablePath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { tabOf, taskTabs, type TaskTab } from './tabs.ts'
import './tasks.css'
import { useTaskCounts } from './useTaskCounts.ts'

/** Beyond, the server does not count. */
const mostCounted = 10_000

/** The views of the tasks, each with how many it holds. Whose tasks they are stays chosen from one to the next. */
export function TaskTabs({ assignee }: { assignee?: string }) {
  const { slug } = useOrganization().organization
  const { pathname, search } = useLocation()
  const { counts } = useTaskCounts(assignee)
  const isTable = pathname === taskTablePath(slug)
  const current = isTable ? undefined : tabOf(new URLSearchParams(search).get('tab'))
  const addressOf = (tab: TaskTab) => {
    const query = new URLSearchParams({ tab, ...(assignee && { assignee }) })
    return `${listPath(slug, 'tasks')}?${query}`
  }
  return (
    <nav className="task-tabs" aria-label={t('tasks.views')}>
      {taskTabs.map((tab) => (
        <Link key={tab} to={addressOf(tab)} aria-current={tab === current ? 'page' : undefined}>
          {t(`tasks.tabs.${tab}`)}
          {counts && (
            <span className={tab === 'overdue' && counts.overdue > 0 ? 'task-count task-count-urgent' : 'task-count'}>
              {countText(counts[tab])}
            </span>
          )}
        </Link>
      ))}
      <Link to={taskTablePath(slug)} aria-current={isTable ? 'page' : undefined}>
        {t('tasks.tabs.table')}
      </Link>
    </nav>
  )
}

const countText = (count: number) => (count > mostCounted ? `${formatCount(mostCounted)}+` : formatCount(count))
