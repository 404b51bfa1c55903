import type { EventInput } from '@fullcalendar/core'
import type { Definition } from '../../../server/resources/define.ts'
import { interactions } from '../../../server/resources/interactions.ts'
import { tasks } from '../../../server/resources/tasks.ts'
import { showPath } from '../../paths.ts'
import { titleOf, type RecordData } from '../../records/record.ts'
import type { CalendarEntries } from './useCalendar.ts'

/** What an event on the calendar is about. */
export interface EventFacts {
  definition: Definition
  record: RecordData
  /** The field whose time it stands at. */
  field: 'dueAt' | 'occurredAt'
  isDone: boolean
  isOverdue: boolean
}

const minute = 60_000

/** Tasks at their due time and viewings, as FullCalendar takes them. */
export function eventsOf(entries: CalendarEntries, slug: string): EventInput[] {
  const now = Date.now()
  const due = entries.tasks.map((record) => {
    const isDone = record.status === 'COMPLETED'
    const isOverdue = !isDone && new Date(String(record.dueAt)).getTime() < now
    return eventOf({ definition: tasks, record, field: 'dueAt', isDone, isOverdue }, slug, 30 * minute)
  })
  const viewings = entries.viewings.map((record) =>
    eventOf(
      { definition: interactions, record, field: 'occurredAt', isDone: false, isOverdue: false },
      slug,
      60 * minute,
    ),
  )
  return [...due, ...viewings]
}

function eventOf(facts: EventFacts, slug: string, length: number): EventInput {
  const { definition, record, field, isDone, isOverdue } = facts
  const start = new Date(String(record[field]))
  return {
    id: `${definition.name}/${record.id}`,
    title: titleOf(definition, record),
    start,
    end: new Date(start.getTime() + length),
    url: showPath(slug, definition.name, record.id),
    startEditable: record._can?.edit === true && !isDone,
    classNames: [
      `event-${definition.name}`,
      ...(isDone ? ['event-done'] : []),
      ...(isOverdue ? ['event-overdue'] : []),
    ],
    extendedProps: facts,
  }
}
