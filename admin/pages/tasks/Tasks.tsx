import { useEffect } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { tasks } from '../../../server/resources/tasks.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { rememberList } from '../../paths.ts'
import { allows } from '../../providers/access.ts'
import { t } from '../../providers/i18n.ts'
import { ReferenceSelect } from '../../records/inputs/ReferenceSelect.tsx'
import { LoadError } from '../../records/LoadError.tsx'
import '../../records/records.css'
import { resourceName } from '../../words.ts'
import { Forbidden } from '../Forbidden.tsx'
import { QuickAdd } from './QuickAdd.tsx'
import { tabOf } from './tabs.ts'
import { TaskLists, TasksPending } from './TaskLists.tsx'
import './tasks.css'
import { TaskTabs } from './TaskTabs.tsx'
import { useTaskCounts } from './useTaskCounts.ts'

/** What is to be done: one's own or everybody's, by day. The view and whose tasks it shows stand in the address. */
export function Tasks() {
  const membership = useOrganization()
  return allows(membership, tasks.name, 'list') ? <TasksPage /> : <Forbidden />
}

function TasksPage() {
  const membership = useOrganization()
  const [query, setQuery] = useSearchParams()
  const { pathname, search } = useLocation()
  const tab = tabOf(query.get('tab'))
  const assignee = readAssignee(query.get('assignee'))
  const { counts, error, refetch } = useTaskCounts(assignee)
  useTitle(t(`tasks.tabs.${tab}`), resourceName(tasks))
  useEffect(() => rememberList(pathname, search), [pathname, search])

  const choose = (next: string | undefined) =>
    setQuery((current) => {
      const changed = new URLSearchParams(current)
      if (next) changed.set('assignee', next)
      else changed.delete('assignee')
      return changed
    })

  return (
    <>
      <header className="head">
        <h1>{resourceName(tasks)}</h1>
        {tab !== 'mine' && !membership.organization.isPersonal && (
          <div className="task-whose">
            <ReferenceSelect
              resource="members"
              offersMe
              aria-label={t('tasks.whose')}
              placeholder={t('tasks.everybody')}
              value={assignee ?? null}
              onChange={(next) => choose([next].flat()[0] ?? undefined)}
            />
          </div>
        )}
      </header>
      <TaskTabs assignee={assignee} />
      {allows(membership, tasks.name, 'create') && tab !== 'done' && <QuickAdd key={tab} tab={tab} />}
      {counts && <TaskLists key={`${tab} ${assignee}`} tab={tab} assignee={assignee} bounds={counts.bounds} />}
      {!counts && error && <LoadError error={error} onRetry={() => void refetch()} />}
      {!counts && !error && <TasksPending />}
    </>
  )
}

/** A member's id, or `me`; anything else is nobody. */
const readAssignee = (text: string | null) =>
  text === 'me' || /^[0-9a-f-]{36}$/i.test(text ?? '') ? (text ?? undefined) : undefined
