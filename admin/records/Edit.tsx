import type { Definition } from '../../server/resources/define.ts'
import { Forbidden } from '../pages/Forbidden.tsx'
import { EditForm } from './EditForm.tsx'
import { RecordPending } from './RecordPending.tsx'
import './records.css'
import { useRecord } from './useRecord.ts'

/** Changes a record of any resource. */
export function Edit({ definition }: { definition: Definition }) {
  const { record, error, refetch } = useRecord(definition)
  if (!record) return <RecordPending error={error} onRetry={() => void refetch()} />
  if (record._can?.edit === false) return <Forbidden />
  return <EditForm definition={definition} record={record} isGone={error?.statusCode === 404} />
}
