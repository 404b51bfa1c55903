import type { BaseKey, LiveEvent, LiveProvider } from '@refinedev/core'
import { paced } from './livePace.ts'
import { openLiveStream, type Change, type LiveStreamOptions } from './liveStream.ts'

type Listener = (changes: Change[] | undefined) => void

/** Live updates of one organization: one stream, for all who listen. */
export interface Live {
  /** Refine's view of it, for `useSubscription`. The screens' own data is refreshed by `frame/LiveRefresh.tsx`. */
  provider: LiveProvider
  /** Hears of changes, some at a time; `undefined`: any may have been missed. Answers how to stop that. */
  onChanges(listener: Listener): () => void
  /** Opens the stream; answers how to close it. */
  open(options: Omit<LiveStreamOptions, 'onChanges'>): () => void
}

export function createLive(): Live {
  const listeners = new Set<Listener>()
  const onChanges = (listener: Listener) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    onChanges,
    open(options) {
      const pace = paced((changes) => {
        for (const listener of listeners) listener(changes)
      })
      const close = openLiveStream({ ...options, onChanges: (changes) => pace.take(changes) })
      return () => {
        close()
        pace.stop()
      }
    },
    provider: {
      subscribe: (subscription: Subscription) =>
        onChanges((changes) => {
          const event = eventFor(subscription, changes)
          if (event) subscription.callback(event)
        }),
      unsubscribe: (stop: () => void) => stop(),
    },
  }
}

type Subscription = Parameters<LiveProvider['subscribe']>[0]

const types: Record<string, LiveEvent['type']> = {
  create: 'created',
  delete: 'deleted',
  purge: 'deleted',
  restore: 'restored',
}
const typeOf = ({ kind }: Change) => types[kind] ?? 'updated'

/** What a subscriber to `resources/<name>` is told, if anything: with no ids when it may be any record. */
function eventFor({ channel, types, params }: Subscription, changes: Change[] | undefined): LiveEvent | undefined {
  const date = new Date()
  if (!changes) return { channel, type: '*', payload: { ids: [] }, date }
  const { id, ids = id === undefined ? [] : [id] } = params ?? {}
  const wanted = changes.filter(
    (change) =>
      channel === `resources/${change.resource}` &&
      (types.includes('*') || types.includes(typeOf(change))) &&
      (change.id === null || ids.length === 0 || ids.map(String).includes(change.id)),
  )
  const [first] = wanted
  if (!first) return undefined
  const isOneType = wanted.every((change) => typeOf(change) === typeOf(first))
  const named: BaseKey[] = [...new Set(wanted.flatMap((change) => change.id ?? []))]
  const isAny = wanted.some((change) => change.id === null)
  return { channel, type: isOneType ? typeOf(first) : '*', payload: { ids: isAny ? [] : named }, date }
}
