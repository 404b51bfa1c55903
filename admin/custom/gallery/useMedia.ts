import { useCustom, useList } from '@refinedev/core'
import { isPending, isPicture, type Media } from './media.ts'

type Size = '320' | '1024' | '2048' | 'full'

/** Addresses that open a file in its sizes, for an hour or two. */
export type Addresses = Partial<Record<Size, string>>

const mostMedia = 50
const soon = 2_000
const later = 30_000
const aWhile = 10 * 60_000
const halfAnHour = 30 * 60_000

/** All that a property has of media, in order, and where their files are to be had. Looks again while sizes are being made. */
export function useMedia(propertyId: string) {
  const { query } = useList<Media>({
    resource: 'media',
    filters: [{ field: 'propertyId', operator: 'eq', value: propertyId }],
    sorters: [{ field: 'position', order: 'asc' }],
    pagination: { currentPage: 1, pageSize: mostMedia },
    errorNotification: false,
    queryOptions: { refetchInterval: ({ state }) => nextLook(state.data?.data ?? []) },
  })
  const records = query.data?.data
  const addresses = useAddresses(records ?? [])
  return { records, error: query.error, refetch: () => void query.refetch(), ...addresses }
}

/** Sizes are made within seconds; where that has taken long, somebody may have stopped it. */
function nextLook(records: Media[]): number | false {
  const pending = records.filter(isPending)
  if (pending.length === 0) return false
  const newest = Math.max(...pending.map(({ createdAt }) => Date.parse(createdAt)))
  return Date.now() - newest < aWhile ? soon : later
}

function useAddresses(records: Media[]) {
  const ready = records.filter((media) => media.mediaType === 'DOCUMENT' || (isPicture(media) && media.processedAt))
  const search = new URLSearchParams(ready.map(({ id }) => ['id', id]).sort())
  const { query } = useCustom<{ addresses: Record<string, Addresses> }>({
    url: `/api/files/addresses?${search}`,
    method: 'get',
    errorNotification: false,
    queryOptions: {
      enabled: ready.length > 0,
      // They are the same for an hour, so that what the browser has fetched is not fetched again.
      staleTime: halfAnHour,
      refetchInterval: halfAnHour,
      placeholderData: (previous) => previous,
    },
  })
  return {
    addresses: query.data?.data.addresses ?? {},
    addressError: query.error,
    renewAddresses: () => void query.refetch(),
  }
}
