import type { RequestHandler } from 'express'
import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'

/**
 * Refuses at the door while too many wait for a connection: a queue that only grows helps nobody, and those who are in it
 * are still served.
 */
export function refuseWhenBusy({ pool }: Pick<Database, 'pool'>, queue: number): RequestHandler {
  return (_req, _res, next) => {
    if (pool.waitingCount < queue) return next()
    throw new Problem('busy', 'Too many requests are waiting; try again in a moment', { retryAfter: 2 })
  }
}
