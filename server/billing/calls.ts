import type { RequestHandler } from 'express'
import type { Database } from '../database/index.ts'
import { accessOfRequest } from '../http/organization.ts'
import type { Access } from '../records/access.ts'
import { dayIn, dayIsUsedUp, takeOfDay, type Taken } from './limits.ts'

/** What this process may still answer without asking PostgreSQL again. */
interface Lease {
  day: string
  left: number
  last: Taken
  /** Milliseconds since 1970; while refused, so that an upgrade counts soon. */
  askAgainAt: number
}

const refusedFor = 5000
const largestBlock = 100

/**
 * Counts the calls that programs make with API tokens. A process takes them from the day's number in blocks, a two-hundredth
 * of it at a time: the limit is never passed by any number of processes, for one write a block.
 */
export function countApiCalls(database: Database, now: () => Date): RequestHandler {
  const leases = new Map<string, Lease>()
  const asking = new Map<string, Promise<Lease>>()

  const lease = (access: Access, day: string, before: Lease | undefined): Promise<Lease> => {
    const { organizationId } = access
    const known = asking.get(organizationId)
    if (known) return known
    const fresh = take(database, access, day, before, now).finally(() => asking.delete(organizationId))
    asking.set(organizationId, fresh)
    return fresh.then((taken) => {
      leases.set(organizationId, taken)
      return taken
    })
  }

  return async (req, _res, next) => {
    const access = accessOfRequest(req)
    if (!access.token) return next()
    const { timeZone } = access.settings
    for (;;) {
      const at = now()
      const day = dayIn(timeZone, at)
      const held = leases.get(access.organizationId)
      const isFresh = held?.day === day
      if (isFresh && held.left > 0) {
        held.left--
        return next()
      }
      if (isFresh && at.getTime() < held.askAgainAt) throw dayIsUsedUp('apiCalls', held.last, timeZone, at)
      await lease(access, day, isFresh ? held : undefined)
    }
  }
}

async function take(
  database: Database,
  access: Access,
  day: string,
  before: Lease | undefined,
  now: () => Date,
): Promise<Lease> {
  const block = before ? blockOf(before.last.most) : 1
  const [last] = await database.read<Taken>(access, takeOfDay('apiCalls', day, block))
  if (!last) throw new Error('The lease answered no row')
  return { day, left: last.granted, last, askAgainAt: last.granted > 0 ? 0 : now().getTime() + refusedFor }
}

const blockOf = (most: number | null) => Math.max(1, Math.min(largestBlock, Math.floor((most ?? Infinity) / 200)))
