import { useCustomMutation, useInvalidate } from '@refinedev/core'
import { useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { isSame } from '../formValues.ts'
import type { ImportData, ImportPlan } from './imports.ts'

export interface ImportActions {
  check: (plan: ImportPlan) => Promise<void>
  run: () => Promise<void>
  cancel: () => Promise<void>
  isBusy: boolean
  error?: string
}

/** What can be done with an import; afterwards it is looked at afresh. */
export function useImportActions(
  definition: Definition,
  { id, mapping, defaults }: ImportData,
  refresh: () => void,
): ImportActions {
  const { mutateAsync, mutation } = useCustomMutation()
  const invalidate = useInvalidate()
  const [error, setError] = useState<string>()

  const call = (path: string, method: 'post' | 'patch', values: object) =>
    mutateAsync({
      url: `/api/imports/${id}${path}`,
      method,
      values,
      successNotification: false,
      errorNotification: false,
    })

  const attempt = async (work: () => Promise<unknown>) => {
    setError(undefined)
    try {
      await work()
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure))
    }
    refresh()
  }

  return {
    isBusy: mutation.isPending,
    error,
    check: (plan) =>
      attempt(async () => {
        if (!isSame(plan, { mapping, defaults })) await call('', 'patch', plan)
        await call('/check', 'post', {})
      }),
    run: () =>
      attempt(async () => {
        await call('/run', 'post', {})
        await invalidate({ resource: definition.name, invalidates: ['list', 'many', 'detail'] })
      }),
    cancel: () => attempt(() => call('/cancel', 'post', {})),
  }
}
