import { useCallback, useEffect, useState } from 'react'
import type { HttpError } from '@refinedev/core'
import { send } from '../../providers/http.ts'

interface Loaded<T> {
  data?: T
  error?: HttpError
  reload: () => Promise<void>
}

/** What an address answers, now and whenever `reload` is called. Outside Refine, whose cache belongs to an organization. */
export function useLoaded<T>(url: string): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({})
  const reload = useCallback(async () => {
    try {
      setState({ data: (await send<T>(url)).data })
    } catch (error) {
      setState(({ data }) => ({ data, error: error as HttpError }))
    }
  }, [url])
  useEffect(() => void reload(), [reload])
  return { ...state, reload }
}
