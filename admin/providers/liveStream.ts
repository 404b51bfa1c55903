/** A change as the server tells of it: where to look, never what stands there. */
export interface Change {
  resource: string
  /** None: somewhere in the resource. */
  id: string | null
  /** `create`, `edit`, `delete`, `restore`, and what else is written down about records. */
  kind: string
}

export interface LiveStreamOptions {
  organizationId: string
  /** What is known already: the moment before anything was loaded. */
  since: string
  /** Changes to look at; `undefined`: any may have been missed. */
  onChanges: (changes: Change[] | undefined) => void
  /** The server has refused: finds out who one is now. Waited for before the next try. */
  onRefused: () => Promise<unknown>
}

/** Milliseconds. Browsers open few connections to one server for all of their tabs: those out of sight give theirs back. */
const hiddenFor = 5000
const firstWait = 2000
const longestWait = 60_000

/**
 * Listens to the organization's event stream until the answered function is called. What breaks comes back by itself and is
 * told what was missed (`Last-Event-ID`); what the server refuses is tried again, ever less often.
 */
export function openLiveStream({ organizationId, since, onChanges, onRefused }: LiveStreamOptions): () => void {
  let last = since
  let source: EventSource | undefined
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false

  const connect = () => {
    clearTimeout(timer)
    if (isOver || source || document.visibilityState === 'hidden') return
    const query = new URLSearchParams({ _organization: organizationId, _last: last })
    const opened = new EventSource(`/api/live?${query}`)
    source = opened
    const hear = (changes: (event: MessageEvent<string>) => Change[] | undefined) => (event: MessageEvent<string>) => {
      failures = 0
      last = event.lastEventId
      onChanges(changes(event))
    }
    opened.addEventListener(
      'message',
      hear(({ data }) => JSON.parse(data) as Change[]),
    )
    opened.addEventListener(
      'reset',
      hear(() => undefined),
    )
    opened.addEventListener('error', () => {
      // Otherwise the browser is on its way back already.
      if (opened.readyState !== EventSource.CLOSED || source !== opened) return
      source = undefined
      void onRefused()
        .catch(() => undefined)
        .then(tryLater)
    })
  }
  const tryLater = () => {
    if (isOver) return
    const wait = Math.min(firstWait * 2 ** failures++, longestWait)
    clearTimeout(timer)
    timer = setTimeout(connect, wait * (0.5 + Math.random() / 2))
  }
  const close = () => {
    source?.close()
    source = undefined
  }
  const seen = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') timer = setTimeout(close, hiddenFor)
    else connect()
  }

  document.addEventListener('visibilitychange', seen)
  addEventListener('online', connect)
  connect()
  return () => {
    isOver = true
    clearTimeout(timer)
    close()
    document.removeEventListener('visibilitychange', seen)
    removeEventListener('online', connect)
  }
}
