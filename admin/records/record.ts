import type { Definition } from '../../server/resources/define.ts'

/** A record as the server answers it. */
export interface RecordData {
  id: string
  version: number
  createdAt: string
  updatedAt: string
  createdBy: string | null
  /** Reference field → the title of the record it points to. */
  _titles?: Record<string, string | null>
  /** What the caller may do to this record. */
  _can?: { edit: boolean; delete: boolean }
  [field: string]: unknown
}

/** How a record is named everywhere. */
export const titleOf = (definition: Definition, record: RecordData) => String(record[definition.title] ?? record.id)
