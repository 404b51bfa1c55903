import { useUpdate, type HttpError } from '@refinedev/core'
import type { FormInstance } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { ApiError } from '../providers/http.ts'
import { changesOf, contestedFields, type FormValues } from './formValues.ts'
import type { RecordData } from './record.ts'

const ConflictDialog = lazy(async () => ({ default: (await import('./ConflictDialog.tsx')).ConflictDialog }))

interface Options {
  definition: Definition
  form: FormInstance<FormValues>
  /** From now on the form stands on this, as both sides have been seen. */
  onRebase: (theirs: RecordData) => void
  onSaved: () => unknown
  onFailure: (error: unknown) => void
}

interface Conflict {
  base: RecordData
  mine: FormValues
  theirs: RecordData
}

/**
 * Saves changes of a record on top of the version they were made on. When somebody else was faster with other fields, both
 * are kept; with the same ones, `dialog` shows both sides. It is to be drawn outside what listens to keys.
 */
export function useSaveOnto({ definition, form, onRebase, onSaved, onFailure }: Options) {
  const [conflict, setConflict] = useState<Conflict>()
  const { mutateAsync, mutation } = useUpdate<RecordData, HttpError, FormValues>()

  const save = async (base: RecordData, mine: FormValues): Promise<void> => {
    try {
      if (Object.keys(mine).length > 0) {
        await mutateAsync({
          resource: definition.name,
          id: base.id,
          values: mine,
          meta: { headers: { 'If-Match': `"${base.version}"` } },
          successNotification: false,
          errorNotification: false,
        })
      }
    } catch (error) {
      const theirs = savedMeanwhile(error)
      if (!theirs) return onFailure(error)
      if (contestedFields(definition, base, { mine, theirs }).length === 0) return save(theirs, mine)
      return setConflict({ base, mine, theirs })
    }
    await onSaved()
  }

  const resolve = ({ theirs }: Conflict, values: FormValues) => {
    form.setFields(Object.entries(values).map(([name, value]) => ({ name, value })))
    onRebase(theirs)
    setConflict(undefined)
    void save(theirs, changesOf(definition, theirs, values))
  }
  const dialog = conflict && (
    <Suspense>
      <ConflictDialog
        definition={definition}
        {...conflict}
        onResolve={(values) => resolve(conflict, values)}
        onClose={() => setConflict(undefined)}
      />
    </Suspense>
  )
  return { save, isSaving: mutation.isPending, dialog }
}

/** The record as somebody else has saved it, when that is why a save was refused. */
function savedMeanwhile(error: unknown): RecordData | undefined {
  if (!(error instanceof ApiError) || error.statusCode !== 409 || error.errors) return undefined
  return error.problem?.current as RecordData | undefined
}
