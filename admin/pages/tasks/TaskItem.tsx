import { CheckOutlined } from '@ant-design/icons'
import { Link } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { formatInstant, formatRelative, formatTime } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { showPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { titleOf, type RecordData } from '../../records/record.ts'
import { ReferenceLink } from '../../records/ReferenceLink.tsx'
import './tasks.css'
import { useCompletion } from './useCompletion.ts'

interface Props {
  record: RecordData
  definition: Definition
  /** It stands under its day: the time is enough. */
  isUnderDay?: boolean
  /** References that go without saying, such as the one to the record on whose page it stands. */
  hides?: readonly string[]
}

const none: readonly string[] = []
const isPast = (instant: string) => new Date(instant) < new Date()

/** One task: a box to complete it, what it is, until when, by whom and about what. */
export function TaskItem({ record, definition, isUnderDay = false, hides = none }: Props) {
  const { organization } = useOrganization()
  const { toggle, pending } = useCompletion(definition)
  const status = pending ?? String(record.status)
  const isDone = status === 'COMPLETED'
  const title = titleOf(definition, record)
  const references = ['clientId', 'propertyId'].filter((name) => record[name] && !hides.includes(name))
  return (
    <div className={isDone ? 'task task-done' : 'task'} data-task={record.id}>
      <button
        type="button"
        role="checkbox"
        className="task-box"
        aria-checked={isDone}
        aria-label={t(isDone ? 'tasks.reopen' : 'tasks.complete', { title })}
        disabled={!record._can?.edit || pending !== undefined}
        onClick={() => void toggle(record)}
      >
        {isDone && <CheckOutlined aria-hidden />}
      </button>
      <div className="task-body">
        <Link className="task-title" to={showPath(organization.slug, definition.name, record.id)}>
          {title}
        </Link>
        <span className="task-facts">
          <TaskTime record={record} status={status} isUnderDay={isUnderDay} />
          {!hides.includes('assigneeId') && (
            <span>
              {record.assigneeId ? (
                <ReferenceLink resource="members" id={String(record.assigneeId)} title={record._titles?.assigneeId} />
              ) : (
                <span className="quiet">{t('tasks.unassigned')}</span>
              )}
            </span>
          )}
          {references.map((name) => (
            <span key={name}>
              <ReferenceLink
                resource={definition.references?.[name] ?? ''}
                id={String(record[name])}
                title={record._titles?.[name]}
              />
            </span>
          ))}
        </span>
      </div>
    </div>
  )
}

interface TimeProps {
  record: RecordData
  status: string
  isUnderDay: boolean
}

/** Until when; overdue said in words, what is over by when that was. */
function TaskTime({ record, status, isUnderDay }: TimeProps) {
  const dueAt = record.dueAt ? String(record.dueAt) : undefined
  if (status === 'CANCELLED') return <span className="quiet">{t('tasks.cancelled')}</span>
  if (status === 'COMPLETED') {
    const at = String(record.completedAt ?? record.updatedAt)
    return (
      <time className="quiet" dateTime={at} title={formatInstant(at)}>
        {t('tasks.doneAt', { when: formatRelative(at) })}
      </time>
    )
  }
  if (!dueAt) return null
  const isOverdue = isPast(dueAt)
  const when = isUnderDay ? formatTime(dueAt) : t('tasks.due', { when: formatInstant(dueAt) })
  return (
    <time className={isOverdue ? 'task-overdue' : undefined} dateTime={dueAt} title={formatInstant(dueAt)}>
      {isOverdue ? t('tasks.overdueSince', { when: formatRelative(dueAt) }) : when}
    </time>
  )
}
