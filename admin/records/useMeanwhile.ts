import { useEffect, useState } from 'react'
import type { Meanwhile } from './Meanwhile.tsx'
import type { RecordData } from './record.ts'

interface Form {
  /** The record as the form began with it. */
  base: RecordData
  /** The record as it is now. */
  record: RecordData
  isGone: boolean
  isDirty: boolean
  /** While saving, and when it is done, what changes is one's own doing. */
  isSaving: boolean
  /** Lets the form begin anew with the record as it is now. */
  takeOver: (record: RecordData) => void
}

/** What there is to say of the record behind an open form. Where nothing has been typed, the form just follows the record. */
export function useMeanwhile({ base, record, isGone, isDirty, isSaving, takeOver }: Form) {
  const [updated, setUpdated] = useState<number>()
  const isNewer = record.version > base.version && !isSaving

  useEffect(() => {
    if (!isNewer || isDirty) return
    takeOver(record)
    setUpdated(record.version)
  }, [isNewer, isDirty, record, takeOver])

  const what = (): Meanwhile | undefined => {
    if (isGone) return isSaving ? undefined : 'gone'
    if (isNewer) return isDirty ? 'changed' : undefined
    return updated === base.version ? 'updated' : undefined
  }
  return { what: what(), dismiss: () => setUpdated(undefined) }
}
