import type { Database } from '../database/index.ts'

/** The channel on which processes tell each other that something was committed in organizations. */
export const commitChannel = 'oikion_live'

/** Milliseconds between two announcements of one process: what is committed meanwhile is announced together. */
const gap = 25
/** Ids in one announcement; PostgreSQL takes less than 8,000 bytes. */
const mostIds = 200

/**
 * Announces to all processes, its own too, in which organizations this one has committed something. Afterwards and apart:
 * NOTIFY inside the writing transactions would have all of them commit one after the other. A lost announcement only
 * delays: what has changed is read from the tables.
 */
export function announceCommits(database: Database, onFault: (error: unknown) => void): { close(): Promise<void> } {
  const marked = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let last = 0
  let sending = Promise.resolve()

  const stop = database.onCommitted((organizationId) => {
    marked.add(organizationId)
    timer ??= setTimeout(send, Math.max(0, last + gap - Date.now()))
  })
  const send = () => {
    timer = undefined
    last = Date.now()
    const ids = [...marked]
    marked.clear()
    for (let start = 0; start < ids.length; start += mostIds) {
      const payload = ids.slice(start, start + mostIds).join(',')
      const sent = database.pool.query('select pg_notify($1, $2)', [commitChannel, payload])
      sending = Promise.allSettled([sending, sent.catch(onFault)]).then(() => undefined)
    }
  }

  return {
    async close() {
      stop()
      clearTimeout(timer)
      send()
      await sending
    },
  }
}
