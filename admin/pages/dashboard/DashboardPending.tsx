import { t } from '../../providers/i18n.ts'

const panels = [6, 6, 5, 5, 8, 8]

/** The outline of the dashboard while its numbers are on their way. */
export function DashboardPending() {
  return (
    <div className="board" role="status" aria-label={t('record.loading')}>
      {panels.map((lines, index) => (
        <div key={index} className="panel board-panel board-pending">
          {Array.from({ length: lines }, (_, line) => (
            <span key={line} className="skeleton" />
          ))}
        </div>
      ))}
    </div>
  )
}
