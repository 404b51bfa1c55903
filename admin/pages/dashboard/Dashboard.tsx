import { useTitle } from '../../frame/useTitle.ts'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import '../../records/records.css'
import { Agency } from './Agency.tsx'
import './dashboard.css'
import { DashboardPending } from './DashboardPending.tsx'
import { MyDay } from './MyDay.tsx'
import { useDashboard } from './useDashboard.ts'
import { Welcome } from './Welcome.tsx'

/** An organization's first screen: the person's day, then the agency. Every number opens the list that it counts. */
export function Dashboard() {
  const { dashboard, error, refetch } = useDashboard()
  useTitle(t('frame.pages.dashboard'))
  return (
    <div className="dashboard">
      <header className="head">
        <h1>{t('frame.pages.dashboard')}</h1>
      </header>
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {!dashboard && !error && <DashboardPending />}
      {dashboard?.isEmpty && <Welcome />}
      {dashboard && <MyDay dashboard={dashboard} />}
      {dashboard && !dashboard.isEmpty && <Agency dashboard={dashboard} />}
    </div>
  )
}
