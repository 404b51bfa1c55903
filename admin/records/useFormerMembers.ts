import { useList } from '@refinedev/core'
import { useMemo } from 'react'
import type { RecordData } from './record.ts'

const fiveMinutes = 5 * 60_000

/** The ids of those who have left the organization; asked for once in five minutes, however many names are shown. */
export function useFormerMembers(): ReadonlySet<string> {
  const { query } = useList<RecordData>({
    resource: 'members',
    filters: [{ field: '_trash', operator: 'eq', value: 'true' }],
    pagination: { currentPage: 1, pageSize: 500 },
    errorNotification: false,
    queryOptions: { staleTime: fiveMinutes },
  })
  const former = query.data?.data
  return useMemo(() => new Set(former?.map(({ id }) => id)), [former])
}
