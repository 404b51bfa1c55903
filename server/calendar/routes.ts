import { Router, type Request } from 'express'
import { validate as isUuid } from 'uuid'
import { z } from 'zod'
import type { Limits } from '../auth/limits.ts'
import type { Database } from '../database/index.ts'
import { badParameter } from '../errors.ts'
import { accessOfRequest, personOf } from '../http/organization.ts'
import { paramsOf } from '../http/records.ts'
import type { Access } from '../records/access.ts'
import { isKept } from '../records/keptInstant.ts'
import { hasAddress, makeAddress, revokeAddress } from './address.ts'
import { countTasks } from './counts.ts'
import { readCalendar, type CalendarRange } from './entries.ts'
import { writeFeed } from './feed.ts'

interface CalendarRoutes {
  database: Database
  publicUrl: string
  now: () => Date
}

/** `/api/tasks/counts`, in front of the engine's own routes of tasks. */
export function taskRoutes({ database, now }: Pick<CalendarRoutes, 'database' | 'now'>): Router {
  const router = Router()
  router.get('/counts', async (req, res) => {
    const access = ownAccess(req)
    const params = onlyOf(req, ['assignee'])
    const assignee = params.get('assignee') === 'me' ? access.memberId : (params.get('assignee') ?? undefined)
    if (assignee !== undefined && !isUuid(assignee)) throw badParameter('assignee', 'must be the id of a member, or me')
    res.json(await countTasks(database, access, assignee, now()))
  })
  return router
}

/** `/api/calendar`: what stands in a range, and the secret address by which other programs read one's own. */
export function calendarRoutes({ database, publicUrl, now }: CalendarRoutes): Router {
  const router = Router()
  const actorOf = (req: Request) => ({ access: ownAccess(req), now: now() })

  router.get('/', async (req, res) => {
    res.json(await readCalendar(database, ownAccess(req), rangeOf(onlyOf(req, ['from', 'to', 'who']))))
  })
  router.get('/address', async (req, res) => {
    res.json({ isSet: await hasAddress(database, ownAccess(req)) })
  })
  router.post('/address', async (req, res) => {
    res.status(201).json({ address: await makeAddress(database, publicUrl, actorOf(req)) })
  })
  router.delete('/address', async (req, res) => {
    await revokeAddress(database, actorOf(req))
    res.status(204).end()
  })
  return router
}

/** `/calendar/<token>.ics`, for programs without a session. Wrong addresses are counted like other guesses. */
export function calendarFeedRoutes({ database, publicUrl, now, limits }: CalendarRoutes & { limits: Limits }): Router {
  const router = Router()
  router.get('/:token.ics', async (req, res) => {
    // One program may read the calendars of many people from one address: what was right is not counted.
    const subject = { address: req.ip }
    await limits.count('calendar', subject)
    const feed = await writeFeed(database, publicUrl, req.params.token, now())
    await limits.forgive('calendar', subject)
    res.set('Cache-Control', 'no-store').type('text/calendar; charset=utf-8').send(feed)
  })
  return router
}

/** The member who asks. Throws 403 for an API token, whose way to records is their own routes. */
function ownAccess(req: Request): Access {
  personOf(req)
  return accessOfRequest(req)
}

function onlyOf(req: Request, known: string[]): URLSearchParams {
  const params = paramsOf(req)
  const unknown = [...params.keys()].find((key) => !known.includes(key))
  if (unknown !== undefined) throw badParameter(unknown, 'is not known here')
  return params
}

const Instant = z.iso.datetime({ offset: true })
const mostDays = 62

function rangeOf(params: URLSearchParams): CalendarRange {
  const [from, to] = ['from', 'to'].map((name) => {
    const instant = Instant.safeParse(params.get(name))
    if (!instant.success || !isKept(new Date(instant.data)))
      throw badParameter(name, 'must be an instant such as 2026-01-31T08:00:00Z')
    return new Date(instant.data)
  }) as [Date, Date]
  const days = (to.getTime() - from.getTime()) / 86_400_000
  if (days <= 0 || days > mostDays) throw badParameter('to', `must be at most ${mostDays} days after from`)
  const who = params.get('who') ?? 'all'
  if (who !== 'all' && who !== 'mine') throw badParameter('who', 'must be all or mine')
  return { from: from.toISOString(), to: to.toISOString(), isMine: who === 'mine' }
}
