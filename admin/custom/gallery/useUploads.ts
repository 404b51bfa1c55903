import { useInvalidate, useNotification } from '@refinedev/core'
import { useEffect, useRef, useState } from 'react'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { ApiError } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { sendBody } from '../../providers/sendBody.ts'

/** One file on its way. Those that have arrived are shown as what they have become. */
export interface Sent {
  key: number
  file: File
  pictureAs: 'IMAGE' | 'FLOOR_PLAN'
  state: 'waiting' | 'sending' | 'failed'
  /** From 0 to 1. */
  share: number
  why?: string
  /** It failed, but not for what it is. */
  mayRetry?: boolean
}

let keys = 0

/**
 * Sends files one after the other, so that they keep their order, each with its own progress. They go on while other
 * screens are shown; what fails then is told in a notice.
 */
export function useUploads(propertyId: string) {
  const { organization } = useOrganization()
  const invalidate = useInvalidate()
  const { open } = useNotification()
  const [list, setList] = useState<Sent[]>([])
  const [tally, setTally] = useState({ done: 0, failed: 0 })
  const last = useRef<Promise<void>>(Promise.resolve())
  const aborts = useRef(new Map<number, AbortController>())
  const isShown = useIsShown()
  useLeavingQuestion(list.some(({ state }) => state !== 'failed'))

  const change = (key: number, to: Partial<Sent>) =>
    setList((list) => list.map((each) => (each.key === key ? { ...each, ...to } : each)))
  const forget = (key: number) => setList((list) => list.filter((each) => each.key !== key))

  const send = async ({ key, file, pictureAs }: Sent) => {
    const abort = aborts.current.get(key)
    // Cancelled while it waited.
    if (!abort || abort.signal.aborted) return
    change(key, { state: 'sending', share: 0 })
    const body = new FormData()
    body.append('file', file)
    try {
      await sendBody({
        url: `/api/media/upload?propertyId=${propertyId}&mediaType=${pictureAs}`,
        body,
        organizationId: organization.id,
        onProgress: (share) => change(key, { share }),
        signal: abort.signal,
      })
      forget(key)
      setTally(({ done, failed }) => ({ done: done + 1, failed }))
      await invalidate({ resource: 'media', invalidates: ['list'] })
    } catch (error) {
      if ((error as Error).name === 'AbortError') return
      const why = (error as Error).message
      change(key, { state: 'failed', why, mayRetry: isPassing(error) })
      setTally(({ done, failed }) => ({ done, failed: failed + 1 }))
      if (!isShown.current) {
        open?.({ type: 'error', message: t('media.sending.notUploaded', { name: file.name }), description: why })
      }
    } finally {
      aborts.current.delete(key)
    }
  }
  const enqueue = (sent: Sent) => {
    aborts.current.set(sent.key, new AbortController())
    last.current = last.current.then(() => send(sent))
  }

  return {
    list,
    /** How many have arrived and have failed since the last ones were chosen. */
    tally,
    add: (files: File[], pictureAs: Sent['pictureAs'] = 'IMAGE') => {
      const added = files.map((file): Sent => ({ key: ++keys, file, pictureAs, state: 'waiting', share: 0 }))
      setTally({ done: 0, failed: 0 })
      setList((list) => [...list, ...added])
      for (const each of added) enqueue(each)
    },
    /** Stops one that is on its way, or waits to be. */
    cancel: (key: number) => {
      aborts.current.get(key)?.abort()
      forget(key)
    },
    retry: (failed: Sent[]) => {
      setTally({ done: 0, failed: 0 })
      for (const each of failed) {
        change(each.key, { state: 'waiting', why: undefined, mayRetry: false })
        enqueue(each)
      }
    },
    dismiss: forget,
  }
}

/** No answer, a fault of the server, or no room, which can be made; a file of the wrong kind stays one. */
const isPassing = (error: unknown) =>
  !(error instanceof ApiError) || error.statusCode === 0 || error.statusCode >= 500 || error.statusCode === 409

export type Uploads = ReturnType<typeof useUploads>

function useIsShown() {
  const isShown = useRef(true)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  return isShown
}

/** The browser asks before a tab is closed in which files are still on their way. */
function useLeavingQuestion(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isSending])
}
