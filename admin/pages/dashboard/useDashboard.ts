import { useCustom, useKeys } from '@refinedev/core'
import type { Dashboard } from '../../../server/resources/dashboard.ts'
import { interactions } from '../../../server/resources/interactions.ts'
import { tasks } from '../../../server/resources/tasks.ts'

const minute = 60_000

/**
 * The dashboard of the organization that the screens are in. Fetched anew when a task or a viewing changes, as people work
 * by those; every minute for the rest, since counting all of a large agency at each of its changes would be much.
 */
export function useDashboard() {
  const { keys } = useKeys()
  const { query } = useCustom<Dashboard & Record<string, unknown>>({
    url: '/api/dashboard',
    method: 'get',
    errorNotification: false,
    queryOptions: {
      queryKey: [...keys().data().resource(tasks.name).get(), 'dashboard'],
      meta: { live: [interactions.name] },
      staleTime: 0,
      refetchInterval: minute,
      refetchOnWindowFocus: true,
    },
  })
  return { dashboard: query.data?.data as Dashboard | undefined, error: query.error, refetch: query.refetch }
}
