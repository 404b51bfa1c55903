import { useList } from '@refinedev/core'
import type { NoticeData, NoticeKind } from '../../server/resources/noticeKinds.ts'
import { importPath, listPath, showPath } from '../paths.ts'

interface NoticeOf<K extends NoticeKind> {
  id: string
  kind: K
  resource: string | null
  recordId: string | null
  /** Of the record, as it was called then; none of several, nor of what the reader may not see any more. */
  title: string | null
  /** The client or property that a note stands on. */
  on: { resource: string; id: string; title: string } | null
  /** Empty when `isOpen` is false. */
  data: NoticeData[K]
  createdAt: string
  readAt: string | null
  /** Whether what it is about is there for the reader. */
  isOpen: boolean
  actorId: string | null
  _titles: { actorId: string | null }
}

/** A notice as `GET /api/notices` answers it. */
export type Notice = { [K in NoticeKind]: NoticeOf<K> }[NoticeKind]

/** The newest notices of the reader, and how many are unread. */
export function useNotices(size: number) {
  const { query } = useList<Notice>({
    resource: 'notices',
    pagination: { currentPage: 1, pageSize: size },
    errorNotification: false,
    queryOptions: {
      staleTime: 0,
      refetchInterval: 60_000,
      refetchOnWindowFocus: true,
      placeholderData: (previous) => previous,
    },
  })
  return {
    notices: query.data?.data,
    total: query.data?.total ?? 0,
    unread: Number(query.data?.unread ?? 0),
    error: query.error,
    isFetching: query.isFetching,
    refetch: query.refetch,
  }
}

/** Where a notice leads; nowhere when that is gone. */
export function noticePath(slug: string, notice: Notice): string | undefined {
  const { kind, recordId, isOpen, on } = notice
  if (!isOpen) return undefined
  if (kind === 'import-finished') return recordId ? importPath(slug, notice.data.of, recordId) : undefined
  if (kind === 'mentioned' && on) return showPath(slug, on.resource, on.id)
  if (notice.resource && recordId) return showPath(slug, notice.resource, recordId)
  return listPath(slug, 'tasks')
}
