import { useCustom, useKeys } from '@refinedev/core'
import { tasks } from '../../../server/resources/tasks.ts'

/** How many tasks each view holds, and where the organization's days begin; see `GET /api/tasks/counts`. */
export interface TaskCounts {
  mine: number
  all: number
  overdue: number
  today: number
  week: number
  done: number
  own: { overdue: number; today: number }
  bounds: { now: string; today: string; tomorrow: string; weekEnd: string }
}

const minute = 60_000

/**
 * The counts of everybody's tasks or of one assignee's. Asked for once by all who show them, anew after each change of a
 * task, and every minute, as time passes too.
 */
export function useTaskCounts(assignee?: string) {
  const { keys } = useKeys()
  const { query } = useCustom<TaskCounts>({
    url: '/api/tasks/counts',
    method: 'get',
    config: { query: assignee ? { assignee } : {} },
    errorNotification: false,
    queryOptions: {
      // Under the resource, so that whatever has tasks fetched anew, such as live updates, has these too.
      queryKey: [...keys().data().resource(tasks.name).get(), 'counts', assignee ?? null],
      staleTime: 0,
      refetchInterval: minute,
      refetchOnWindowFocus: true,
    },
  })
  return { counts: query.data?.data, error: query.error, refetch: query.refetch }
}
