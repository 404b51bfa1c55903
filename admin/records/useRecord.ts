import { useOne } from '@refinedev/core'
import { useParams } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import type { RecordData } from './record.ts'

/** The record that the address names. */
export function useRecord(definition: Definition) {
  const { id = '' } = useParams()
  const { query } = useOne<RecordData>({ resource: definition.name, id, errorNotification: false })
  return { id, record: query.data?.data, error: query.error, refetch: query.refetch }
}
