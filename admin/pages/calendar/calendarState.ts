import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import dayjs, { type Dayjs } from '../../records/inputs/calendar.ts'

export const calendarViews = ['month', 'week', 'day', 'list'] as const
export type CalendarView = (typeof calendarViews)[number]

export interface CalendarState {
  view: CalendarView
  /** A day of what is shown, `2026-11-25`. */
  date: string
  who: 'all' | 'mine'
}

/** What a step forth or back moves by. */
const units: Record<CalendarView, 'month' | 'week' | 'day'> = { month: 'month', week: 'week', day: 'day', list: 'week' }

/** What the calendar shows, kept in the address; narrow screens begin with the list. */
export function useCalendarState() {
  const [query, setQuery] = useSearchParams()
  const state = useMemo(() => readState(query), [query])
  const change = useCallback(
    (changes: Partial<CalendarState>, options?: { replace?: boolean }) => {
      setQuery((current) => {
        const { view, date, who } = { ...readState(current), ...changes }
        return new URLSearchParams({ view, date, ...(who === 'mine' && { who }) })
      }, options)
    },
    [setQuery],
  )
  const step = (count: 1 | -1) => change({ date: dayText(dayjs(state.date).add(count, units[state.view])) })
  return { state, change, step, goToday: () => change({ date: dayText(dayjs()) }) }
}

const dayText = (day: Dayjs) => day.format('YYYY-MM-DD')

function readState(query: URLSearchParams): CalendarState {
  const usual: CalendarView = matchMedia('(max-width: 860px)').matches ? 'list' : 'month'
  const view = calendarViews.find((known) => known === query.get('view')) ?? usual
  const text = query.get('date') ?? ''
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && dayjs(text).isValid()
  return { view, date: isDay ? text : dayText(dayjs()), who: query.get('who') === 'mine' ? 'mine' : 'all' }
}
