import { useInvalidate, useNotification } from '@refinedev/core'
import { useState } from 'react'

export interface Attempt {
  isBusy: boolean
  /** Does the work; what fails is said under the given headline. Answers whether it went well. */
  attempt: (failed: string, work: () => Promise<unknown>) => Promise<boolean>
}

/** Does one thing at a time, tells what fails, and has the lists of `resources` fetched anew either way. */
export function useAttempt(...resources: string[]): Attempt {
  const [isBusy, setBusy] = useState(false)
  const { open } = useNotification()
  const invalidate = useInvalidate()

  const attempt = async (failed: string, work: () => Promise<unknown>) => {
    setBusy(true)
    let isDone = true
    try {
      await work()
    } catch (error) {
      isDone = false
      open?.({ type: 'error', message: failed, description: (error as Error).message })
    }
    await Promise.all(
      resources.map((resource) => invalidate({ resource, invalidates: ['list', 'many', 'detail'], id: undefined })),
    )
    setBusy(false)
    return isDone
  }
  return { isBusy, attempt }
}
