import { useInvalidate, useNotification, useUpdate } from '@refinedev/core'
import { useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { ApiError } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { titleOf, type RecordData } from '../../records/record.ts'

type Status = 'PENDING' | 'COMPLETED'

/** Seconds in which a completion can be taken back from its notice. */
const undoSeconds = 8

/**
 * Completes and reopens a task in place: shown at once, sent on top of the version that was read, taken back when that
 * fails, and by «Undo» in the notice that follows.
 */
export function useCompletion(definition: Definition) {
  const { mutateAsync } = useUpdate<RecordData>()
  const { open } = useNotification()
  const invalidate = useInvalidate()
  /** The status on its way to the server. */
  const [pending, setPending] = useState<Status>()

  const write = async (record: RecordData, status: Status): Promise<RecordData | undefined> => {
    const title = titleOf(definition, record)
    try {
      const { data } = await mutateAsync({
        resource: definition.name,
        id: record.id,
        values: { status },
        meta: { headers: { 'If-Match': `"${record.version}"` } },
        invalidates: ['resourceAll'],
        successNotification: false,
        errorNotification: false,
      })
      return data
    } catch (error) {
      const isConflict = error instanceof ApiError && error.statusCode === 409
      const description = isConflict ? t('tasks.movedOn') : (error as Error).message
      open?.({ type: 'error', message: t('tasks.notChanged', { title }), description })
      await invalidate({ resource: definition.name, invalidates: ['resourceAll'] })
      return undefined
    }
  }

  const toggle = async (record: RecordData) => {
    const status = record.status === 'PENDING' ? 'COMPLETED' : 'PENDING'
    const before = record.status === 'COMPLETED' ? 'COMPLETED' : 'PENDING'
    setPending(status)
    const written = await write(record, status)
    setPending(undefined)
    if (!written) return
    const title = titleOf(definition, record)
    open?.({
      key: `task:${record.id}`,
      type: 'progress',
      message: t(status === 'COMPLETED' ? 'tasks.completed' : 'tasks.reopened', { title }),
      undoableTimeout: undoSeconds,
      cancelMutation: () => void write(written, before),
    })
  }
  return { toggle, pending }
}
