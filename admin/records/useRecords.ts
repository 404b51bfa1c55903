import { useList } from '@refinedev/core'
import type { Definition } from '../../server/resources/define.ts'
import { crudFilters, crudSorters } from './listCall.ts'
import type { ListState } from './listState.ts'
import type { RecordData } from './record.ts'

export type Found = ReturnType<typeof useRecords>

/** The page of records that a list's state asks for; the previous page stays while the next one is on its way. */
export function useRecords(definition: Definition, state: ListState) {
  const { query } = useList<RecordData>({
    resource: definition.name,
    filters: crudFilters(definition, state),
    sorters: crudSorters(definition, state),
    pagination: { currentPage: state.page, pageSize: state.size },
    meta: { after: state.after },
    errorNotification: false,
    queryOptions: { placeholderData: (previous) => previous },
  })
  return {
    records: query.data?.data,
    total: query.data?.total ?? 0,
    isCapped: query.data?.capped === true,
    after: query.data?.after as string | undefined,
    error: query.error,
    // A page that is only brought up to date stays as it looks.
    isFetching: query.isFetching && (query.isPlaceholderData || !query.data),
    refetch: query.refetch,
  }
}

/** How many records the state's filters find, beyond the cap too; asked for only when wanted, as counting takes time. */
export function useExactTotal(definition: Definition, state: ListState, isWanted: boolean) {
  const { query } = useList<RecordData>({
    resource: definition.name,
    filters: crudFilters(definition, state),
    pagination: { currentPage: 1, pageSize: 0 },
    meta: { countAll: true },
    queryOptions: { enabled: isWanted },
  })
  return { total: query.data?.total, isFetching: query.isFetching }
}
