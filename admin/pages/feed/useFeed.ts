import { useList } from '@refinedev/core'
import { useEffect, useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { crudFilters, crudSorters } from '../../records/listCall.ts'
import type { ListState } from '../../records/listState.ts'
import type { RecordData } from '../../records/record.ts'

const pageSize = 50
/** No call asks for more than this; what is older is found by its date. */
const most = 500

/** The newest entries that match, growing by pages. */
export function useFeed(definition: Definition, state: ListState) {
  const [size, setSize] = useState(pageSize)
  useEffect(() => setSize(pageSize), [state.filters])
  const { query } = useList<RecordData>({
    resource: definition.name,
    filters: crudFilters(definition, state),
    sorters: crudSorters(definition, state),
    pagination: { currentPage: 1, pageSize: size },
    errorNotification: false,
    queryOptions: { placeholderData: (previous) => previous },
  })
  const entries = query.data?.data
  return {
    entries,
    isFetching: query.isFetching,
    hasMore: size < most && query.data?.capped === true,
    showMore: () => setSize(Math.min(size + pageSize, most)),
    error: query.error,
    refetch: query.refetch,
  }
}
