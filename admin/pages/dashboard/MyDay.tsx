import { useId } from 'react'
import type { Dashboard } from '../../../server/resources/dashboard.ts'
import { tasks } from '../../../server/resources/tasks.ts'
import { t } from '../../providers/i18n.ts'
import type { RecordData } from '../../records/record.ts'
import { TaskItem } from '../tasks/TaskItem.tsx'
import { Figure } from './CountLink.tsx'
import { NewestClients, NewestProperties } from './Newest.tsx'
import { Panel } from './Panel.tsx'
import { Viewings } from './Viewings.tsx'

/** What waits for the person who looks: tasks, viewings, and the newest of what is theirs. */
export function MyDay({ dashboard }: { dashboard: Dashboard }) {
  const id = useId()
  const { viewings, newest } = dashboard
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('dashboard.day')}</h2>
      <div className="board">
        <Tasks {...dashboard.tasks} />
        <Viewings {...viewings} />
        <NewestProperties {...newest.properties} />
        <NewestClients {...newest.clients} />
      </div>
    </section>
  )
}

function Tasks({ overdue, today, rows }: Dashboard['tasks']) {
  return (
    <Panel title={t('dashboard.tasks.title')}>
      <div className="figures-row">
        <Figure isUrgent counted={overdue} label={t('dashboard.tasks.overdue')} />
        <Figure counted={today} label={t('dashboard.tasks.today')} />
      </div>
      {rows.length === 0 && <p className="quiet">{t('dashboard.tasks.none')}</p>}
      {rows.map((row) => (
        <TaskItem key={row.id} definition={tasks} record={row as unknown as RecordData} hides={assignee} />
      ))}
    </Panel>
  )
}

/** They are all one's own. */
const assignee = ['assigneeId']
