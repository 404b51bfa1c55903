import { t } from '../../providers/i18n.ts'

/** Lines of each panel. */
const panels = { tasks: 6, viewings: 6, properties: 5, clients: 5, statuses: 8, types: 8 }

/** The outline of the dashboard while its numbers are on their way. */
export function DashboardPending() {
  return (
    <div className="board" role="status" aria-label={t('record.loading')}>
      {Object.entries(panels).map(([name, lines]) => (
        <div key={name} className="panel board-panel board-pending">
          {Array.from({ length: lines }, (_, line) => `line ${line}`).map((line) => (
            <span key={line} className="skeleton" />
          ))}
        </div>
      ))}
    </div>
  )
}
