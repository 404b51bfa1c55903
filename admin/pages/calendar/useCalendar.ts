import { useCustom, useKeys } from '@refinedev/core'
import { interactions } from '../../../server/resources/interactions.ts'
import { tasks } from '../../../server/resources/tasks.ts'
import type { RecordData } from '../../records/record.ts'

/** What a range of the calendar holds; see `GET /api/calendar`. */
export interface CalendarEntries {
  tasks: RecordData[]
  viewings: RecordData[]
  /** There is more than could be answered. */
  isCut: boolean
}

export interface Range {
  /** ISO instants, `to` not included. */
  from: string
  to: string
}

/** The tasks and viewings of a range; those of the range before stay until they are there. */
export function useCalendar(range: Range | undefined, who: 'all' | 'mine') {
  const { keys } = useKeys()
  const { query } = useCustom<CalendarEntries>({
    url: '/api/calendar',
    method: 'get',
    config: { query: { ...range, who } },
    errorNotification: false,
    queryOptions: {
      // Under the tasks, so that whatever has those fetched anew has these too.
      queryKey: [...keys().data().resource(tasks.name).get(), 'calendar', range, who],
      enabled: range !== undefined,
      placeholderData: (previous) => previous,
      refetchOnWindowFocus: true,
      meta: { live: [interactions.name] },
    },
  })
  return { entries: query.data?.data, error: query.error, isFetching: query.isFetching, refetch: query.refetch }
}
