import { useCustom } from '@refinedev/core'
import type { Dashboard } from '../../../server/resources/dashboard.ts'

/** The dashboard of the organization that the screens are in. */
export function useDashboard() {
  const { query } = useCustom<Dashboard & Record<string, unknown>>({
    url: '/api/dashboard',
    method: 'get',
    errorNotification: false,
  })
  return { dashboard: query.data?.data as Dashboard | undefined, error: query.error, refetch: query.refetch }
}
