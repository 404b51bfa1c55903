import { formatCount } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { useTaskCounts } from './useTaskCounts.ts'

/** How many of one's own tasks are overdue or due today, beside the menu's entry. */
export function TasksBadge() {
  const own = useTaskCounts().counts?.own
  const count = own ? own.overdue + own.today : 0
  if (!own || count === 0) return null
  return (
    <>
      <span className={own.overdue > 0 ? 'menu-badge menu-badge-urgent' : 'menu-badge'} aria-hidden>
        {formatCount(count)}
      </span>
      <span className="visually-hidden">, {t('tasks.badge', { count })}</span>
    </>
  )
}
