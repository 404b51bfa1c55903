import { Alert } from 'antd'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { interactions } from '../../../server/resources/interactions.ts'
import { tasks } from '../../../server/resources/tasks.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { allows } from '../../providers/access.ts'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import '../../records/records.css'
import { Forbidden } from '../Forbidden.tsx'
import './calendar.css'
import { CalendarHead } from './CalendarHead.tsx'
import { useCalendarState } from './calendarState.ts'
import { eventsOf } from './events.ts'
import { useCalendar, type Range } from './useCalendar.ts'

const CalendarGrid = lazy(async () => ({ default: (await import('./CalendarGrid.tsx')).CalendarGrid }))
const PlanDialog = lazy(async () => ({ default: (await import('./PlanDialog.tsx')).PlanDialog }))
const AddressDialog = lazy(async () => ({ default: (await import('./AddressDialog.tsx')).AddressDialog }))

/** Tasks and viewings by month, week and day. */
export function Calendar() {
  const membership = useOrganization()
  const isOpen = [tasks, interactions].every(({ name }) => allows(membership, name, 'list'))
  return isOpen ? <CalendarPage /> : <Forbidden />
}

function CalendarPage() {
  const membership = useOrganization()
  const { slug } = membership.organization
  const { state, change, step, goToday } = useCalendarState()
  const [shown, setShown] = useState<{ range: Range; title: string }>()
  const [picked, setPicked] = useState<Date>()
  const [isSubscribing, setSubscribing] = useState(false)
  const { entries, error, isFetching, refetch } = useCalendar(shown?.range, state.who)
  const events = useMemo(() => (entries ? eventsOf(entries, slug) : []), [entries, slug])
  useTitle(t('calendar.title'))

  const onRange = useCallback((range: Range, title: string) => {
    // FullCalendar says it after every render; only another range is news.
    setShown((before) =>
      before?.range.from === range.from && before.range.to === range.to ? before : { range, title },
    )
  }, [])
  const onDay = useCallback((date: string) => change({ view: 'day', date }), [change])
  const mayPlan = [tasks, interactions].some(({ name }) => allows(membership, name, 'create'))

  return (
    <>
      <CalendarHead
        state={state}
        title={shown?.title ?? ''}
        onChange={change}
        onStep={step}
        onToday={goToday}
        onSubscribe={() => setSubscribing(true)}
      />
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {entries?.isCut && <Alert className="failure" type="info" showIcon message={t('calendar.cut')} />}
      <div className="calendar" aria-busy={isFetching}>
        <Suspense
          fallback={<div className="calendar-pending skeleton" role="status" aria-label={t('calendar.loading')} />}
        >
          <CalendarGrid
            state={state}
            events={events}
            onRange={onRange}
            onPick={mayPlan ? setPicked : undefined}
            onDay={onDay}
          />
        </Suspense>
      </div>
      <Suspense>
        {picked && <PlanDialog at={picked} onClose={() => setPicked(undefined)} />}
        {isSubscribing && <AddressDialog onClose={() => setSubscribing(false)} />}
      </Suspense>
    </>
  )
}
