import { setTimeout as after } from 'node:timers/promises'
import { sql } from '../database/sql.ts'
import { deliverDue, type Endpoint } from './deliver.ts'
import { followChanges } from './follow.ts'
import type { Dispatching } from './settings.ts'

/** Milliseconds. Changes of this process are looked for soon after, those of dead ones with the sweep. */
const gap = 200
const dueEvery = 2000
const sweepEvery = 15_000
/** Endpoints that are sent to at the same time: a slow one holds up few others. */
const concurrency = 8
/** Of these one organization has so many, however many of its endpoints are slow. */
const mostOfOne = 2
/** How often `settle` looks again for what others held. */
const mostRounds = 50

export interface Dispatcher {
  /** Makes deliveries of all that was committed before and sends all that is due; done often by itself. */
  settle(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts telling endpoints of changes. Deliveries are rows, kept until they are over, and each endpoint is held by one
 * process at a time: nothing is lost with a process, and several of them share the work.
 */
export function startWebhooks(deps: Dispatching): Dispatcher {
  const { database, log, now } = deps
  const stopped = new AbortController()
  const marked = new Set<string>()
  const sending = new Map<string, { organizationId: string; work: Promise<void> }>()
  let timer: NodeJS.Timeout | undefined
  let following: Promise<unknown> = Promise.resolve()
  let looking: Promise<unknown> = Promise.resolve()
  const onFault = (error: unknown) => {
    if (!stopped.signal.aborted) log.warn({ err: error }, 'webhooks are delayed')
  }

  const follow = async (among: string[] | null) => {
    const found = await database.ask<{ id: string }>(sql`select oikion_webhook_organizations(${among}::uuid[]) as id`)
    for (const { id } of found) {
      if (stopped.signal.aborted) return
      try {
        if (await followChanges(database, id, now())) marked.add(id)
      } catch (error) {
        if (!stopped.signal.aborted)
          log.warn({ err: error, organizationId: id }, 'webhooks of an organization are delayed')
      }
    }
  }
  const send = async () => {
    if (stopped.signal.aborted) return
    const due = await database.ask<Endpoint>(
      sql`select "organizationId", id from oikion_due_webhooks(${now().toISOString()}::timestamptz)`,
    )
    for (const endpoint of due) {
      if (sending.size >= concurrency) break
      if (sending.has(endpoint.id) || placesOf(endpoint) >= mostOfOne) continue
      const work = deliverDue(deps, endpoint, stopped.signal)
        .finally(() => sending.delete(endpoint.id))
        // Others may have waited for this place; after a fault the next look is soon enough.
        .then(wake, onFault)
      sending.set(endpoint.id, { organizationId: endpoint.organizationId, work })
    }
  }
  const placesOf = ({ organizationId }: Endpoint) =>
    [...sending.values()].filter((each) => each.organizationId === organizationId).length
  /** One look of a kind at a time; the two kinds do not wait for each other. */
  const lookForChanges = async (among: string[] | null) => {
    following = following.then(() => follow(among)).catch(onFault)
    await following
    if (marked.size > 0) wake()
  }
  const lookForDue = () => {
    looking = looking.then(send).catch(onFault)
    return looking
  }
  const wake = () => {
    if (stopped.signal.aborted) return
    timer ??= setTimeout(() => {
      timer = undefined
      const among = [...marked]
      marked.clear()
      if (among.length > 0) void lookForChanges(among).then(lookForDue)
      else void lookForDue()
    }, gap)
    timer.unref()
  }
  const stopListening = database.onCommitted((organizationId) => {
    marked.add(organizationId)
    wake()
  })
  const timers = [
    setInterval(() => void lookForDue(), dueEvery),
    setInterval(() => void lookForChanges(null), sweepEvery),
  ]
  for (const each of timers) each.unref()
  void lookForChanges(null)

  return {
    async settle() {
      for (let round = 0; round < mostRounds; round++) {
        marked.clear()
        await lookForChanges(null)
        if (marked.size === 0) break
        await after(20)
      }
      for (;;) {
        await lookForDue()
        if (sending.size === 0) return
        await Promise.all([...sending.values()].map(({ work }) => work))
      }
    },
    async close() {
      stopListening()
      stopped.abort()
      clearTimeout(timer)
      for (const each of timers) clearInterval(each)
      await Promise.all([following, looking])
      await Promise.all([...sending.values()].map(({ work }) => work))
    },
  }
}
