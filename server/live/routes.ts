import { Router, type Request } from 'express'
import { accessOfRequest, personOf } from '../http/organization.ts'
import type { Live } from './live.ts'
import { Stream } from './stream.ts'

/**
 * `/live`: what changes in the organization, as server-sent events. A browser that comes back says by itself where it was
 * (`Last-Event-ID`); one that begins anew, as a tab does that was out of sight, says it as `_last`.
 */
export function liveRoutes(live: Live): Router {
  const router = Router()
  router.get('/', async (req, res) => {
    personOf(req)
    if (req.method === 'HEAD') return void res.type('text/event-stream').end()
    const stream = new Stream(res, { access: accessOfRequest(req), sessionId: req.sessionID, since: lastEventOf(req) })
    letGoOfSession(req)
    res.once('close', () => live.leave(stream))
    await live.join(stream)
  })
  return router
}

function lastEventOf(req: Request): string | undefined {
  const last = req.get('last-event-id') ?? req.query['_last']
  return last === undefined || last === '' ? undefined : String(last)
}

/**
 * A stream outlasts what its session looked like when it began: saved at its end, it would undo what other requests have
 * written. Nor does a tab that is merely open show that somebody is there.
 */
function letGoOfSession(req: Request): void {
  ;(req as { session?: unknown }).session = undefined
}
