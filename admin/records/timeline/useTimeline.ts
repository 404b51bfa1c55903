import { useList } from '@refinedev/core'
import { useState } from 'react'
import type { ActivityKind } from '../../../server/resources/activityKinds.ts'
import type { Definition } from '../../../server/resources/define.ts'
import type { RecordData } from '../record.ts'

/** A change of the record itself, as its history has it. */
export interface Change {
  id: string
  at: string
  kind: ActivityKind
  actorId: string | null
  importId: string | null
  tokenId: string | null
  title: string
  changes: Record<string, [unknown, unknown]> | null
  _titles?: Record<string, string | null>
}

/** One thing in a timeline: a record that was made about it, or with `resource: null` a change of the record itself. */
export type Entry =
  { resource: string; at: string; record: RecordData } | { resource: null; at: string; record: Change }

const pageSize = 20

/** A record's timeline, newest first, growing by pages; refetched whenever the record or what refers to it changes. */
export function useTimeline(definition: Definition, record: RecordData) {
  const [pages, setPages] = useState(1)
  const { query } = useList<Entry & { id?: string }>({
    resource: `${definition.name}/${record.id}/timeline`,
    pagination: { currentPage: 1, pageSize: pages * pageSize },
    meta: { version: record.version },
    errorNotification: false,
    queryOptions: { placeholderData: (previous) => previous },
  })
  return {
    entries: query.data?.data,
    hasMore: query.data?.capped === true,
    showMore: () => setPages(pages + 1),
    error: query.error,
    refetch: query.refetch,
  }
}
