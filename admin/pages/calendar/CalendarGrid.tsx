import { ExclamationCircleFilled } from '@ant-design/icons'
import type { EventContentArg, EventDropArg, EventInput } from '@fullcalendar/core'
import el from '@fullcalendar/core/locales/el'
import enGb from '@fullcalendar/core/locales/en-gb'
import dayGrid from '@fullcalendar/daygrid'
import interaction from '@fullcalendar/interaction'
import list from '@fullcalendar/list'
import FullCalendar from '@fullcalendar/react'
import timeGrid from '@fullcalendar/timegrid'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { ResourceIcon } from '../../frame/ResourceIcon.tsx'
import { locale, t } from '../../providers/i18n.ts'
import type { CalendarState, CalendarView } from './calendarState.ts'
import type { EventFacts } from './events.ts'
import type { Range } from './useCalendar.ts'
import { useMove } from './useMove.ts'

const views: Record<CalendarView, string> = {
  month: 'dayGridMonth',
  week: 'timeGridWeek',
  day: 'timeGridDay',
  list: 'listWeek',
}
const plugins = [dayGrid, timeGrid, list, interaction]
const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const

/** The hours of a day are scrolled; days and lists are as long as they are. */
const hasHours = (view: CalendarView) => view === 'week' || view === 'day'

interface Props {
  state: CalendarState
  events: EventInput[]
  /** The days on screen, and how they are called. */
  onRange: (range: Range, title: string) => void
  /** A day or an hour was chosen to plan something. */
  onPick?: (at: Date) => void
  onDay: (day: string) => void
}

/** FullCalendar, led by our address: it draws days and hours, and tells what was chosen or dragged. */
export function CalendarGrid({ state, events, onRange, onPick, onDay }: Props) {
  const calendar = useRef<FullCalendar>(null)
  const navigate = useNavigate()
  const move = useMove()
  useEffect(() => {
    const api = calendar.current?.getApi()
    // After the render: FullCalendar renders at once, which React does not take in an effect.
    if (api) queueMicrotask(() => api.changeView(views[state.view], state.date))
  }, [state.view, state.date])

  const drop = async ({ event, revert }: EventDropArg) => {
    const isMoved = event.start && (await move(event.extendedProps as EventFacts, event.start))
    if (!isMoved) revert()
  }
  return (
    <FullCalendar
      ref={calendar}
      plugins={plugins}
      initialView={views[state.view]}
      initialDate={state.date}
      locale={locale() === 'el' ? el : enGb}
      headerToolbar={false}
      height={hasHours(state.view) ? 'max(480px, calc(100vh - 130px))' : 'auto'}
      firstDay={1}
      nowIndicator
      allDaySlot={false}
      scrollTime="08:00"
      slotLabelFormat={clock}
      eventTimeFormat={clock}
      displayEventEnd={false}
      listDayFormat={{ weekday: 'long', day: 'numeric', month: 'long' }}
      listDaySideFormat={false}
      eventMinHeight={20}
      dayMaxEvents={4}
      moreLinkContent={({ num }) => t('calendar.more', { count: num })}
      moreLinkDidMount={({ el }) => el.setAttribute('role', 'button')}
      moreLinkClick={({ date }) => onDay(dayText(date))}
      navLinks
      navLinkDayClick={(date) => onDay(dayText(date))}
      noEventsContent={t('calendar.empty')}
      events={events}
      eventContent={EventContent}
      eventDurationEditable={false}
      eventDrop={(dropped) => void drop(dropped)}
      eventClick={({ event, jsEvent }) => {
        if (jsEvent.ctrlKey || jsEvent.metaKey) return
        jsEvent.preventDefault()
        void navigate(event.url)
      }}
      dateClick={({ date, allDay }) => onPick?.(allDay ? new Date(date.setHours(9)) : date)}
      viewDidMount={letScroll}
      datesSet={({ start, end, view }) => onRange({ from: start.toISOString(), to: end.toISOString() }, view.title)}
    />
  )
}

/** The hours can be scrolled by keyboard, too. */
function letScroll({ el }: { el: HTMLElement }): void {
  for (const scroller of el.querySelectorAll<HTMLElement>('.fc-scroller-liquid-absolute')) scroller.tabIndex = 0
}

const dayText = (date: Date) => {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** Time, kind and title; what is overdue or done is said, too, with a mark where there is no room for the word. */
function EventContent({ event, timeText, view }: EventContentArg) {
  const { definition, isDone, isOverdue } = event.extendedProps as EventFacts
  const isTask = definition.name === 'tasks'
  const isTight = view.type === views.month || view.type === views.week
  return (
    <span className="event-content">
      {!view.type.startsWith('list') && <span className="event-time">{timeText}</span>}
      {isOverdue && isTight ? (
        <ExclamationCircleFilled className="event-mark" aria-hidden />
      ) : (
        <ResourceIcon name={isTask ? 'check' : 'home'} />
      )}
      <span className="visually-hidden">{t(isTask ? 'calendar.task' : 'calendar.viewing')}: </span>
      <span className="event-title">{event.title}</span>
      {isOverdue && !isTight && <span className="event-mark">{t('calendar.overdue')}</span>}
      {isOverdue && isTight && <span className="visually-hidden">, {t('calendar.overdue')}</span>}
      {isDone && <span className="visually-hidden">, {t('calendar.done')}</span>}
    </span>
  )
}
