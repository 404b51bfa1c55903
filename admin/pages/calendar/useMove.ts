import { useInvalidate, useNotification, useUpdate } from '@refinedev/core'
import { formatInstant } from '../../format.ts'
import { ApiError } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { titleOf, type RecordData } from '../../records/record.ts'
import type { EventFacts } from './events.ts'

/** Moves a task or viewing to another time, on top of the version shown; the notice that follows moves it back. Answers whether it went well. */
export function useMove(): (facts: EventFacts, to: Date) => Promise<boolean> {
  const { mutateAsync } = useUpdate<RecordData>()
  const { open } = useNotification()
  const invalidate = useInvalidate()

  const write = async ({ definition, record, field }: EventFacts, at: string): Promise<RecordData | undefined> => {
    try {
      const { data } = await mutateAsync({
        resource: definition.name,
        id: record.id,
        values: { [field]: at },
        meta: { headers: { 'If-Match': `"${record.version}"` } },
        invalidates: ['resourceAll'],
        successNotification: false,
        errorNotification: false,
      })
      // The calendar's own entries are kept under the tasks, whatever was moved.
      await invalidate({ resource: 'tasks', invalidates: ['resourceAll'] })
      return data
    } catch (error) {
      const isConflict = error instanceof ApiError && error.statusCode === 409
      const description = isConflict ? t('tasks.movedOn') : (error as Error).message
      open?.({ type: 'error', message: t('calendar.notMoved', { title: titleOf(definition, record) }), description })
      await invalidate({ resource: 'tasks', invalidates: ['resourceAll'] })
      return undefined
    }
  }

  return async (facts, to) => {
    const { definition, record, field } = facts
    const title = titleOf(definition, record)
    const moved = await write(facts, to.toISOString())
    if (!moved) return false
    const back = async () => {
      const done = await write({ ...facts, record: moved }, String(record[field]))
      if (done) open?.({ type: 'success', message: t('calendar.movedBack', { title }) })
    }
    open?.({
      key: `moved:${record.id}`,
      type: 'progress',
      message: t('calendar.moved', { title, when: formatInstant(to.toISOString()) }),
      undoableTimeout: 8,
      cancelMutation: () => void back(),
    })
    return true
  }
}
