import type pg from 'pg'

/** Connections that broke, lent or not: their pool must not lend them again. */
export const broken = new WeakSet<pg.ClientBase>()

/**
 * Hears what breaks in a pool; an error that nobody hears would end the process. Once a connection: a listener put on and
 * taken off at each lending costs as much as the rest of it.
 */
export function noticeBreaks(pool: pg.Pool): void {
  // Idle ones are replaced by the pool.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => broken.add(client)))
}
