import { createHash, timingSafeEqual } from 'node:crypto'
import { Router, type RequestHandler } from 'express'
import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'
import { healthRoutes } from '../http/health.ts'
import { onlyLocal } from '../http/onlyLocal.ts'
import { inTheseWords } from '../messages/message.ts'
import type { Metrics } from './metrics.ts'
import { lastAnswers, type Stopping } from './stopping.ts'

/** What whoever runs the server asks of it. */
export interface Watching {
  stopping: Stopping
  metrics: Metrics
  /** The figures as text, of all processes that share the port. */
  readMetrics: () => Promise<string>
  /** None: figures are for callers on this machine only. */
  metricsToken?: string
}

/** `/healthz`, `/readyz`, `/metrics`. In tests of other parts there is nobody who watches. */
export function watchingRoutes(database: Database, watching?: Watching): Router {
  const router = Router()
  const stopping = watching?.stopping ?? { isStopping: false }
  router.use(lastAnswers(stopping))
  router.use(healthRoutes(database, stopping))
  if (watching) router.get('/metrics', metricsHandler(watching), hidden)
  return router
}

function metricsHandler({ metrics, readMetrics, metricsToken }: Watching): RequestHandler {
  const answer: RequestHandler = async (_req, res) => {
    res
      .set('Cache-Control', 'no-store')
      .type(metrics.registry.contentType)
      .send(await readMetrics())
  }
  if (metricsToken === undefined) return onlyLocal(answer)
  return (req, res, next) => {
    if (isBearer(req.get('authorization'), metricsToken)) return answer(req, res, next)
    res.set('WWW-Authenticate', 'Bearer')
    throw new Problem('unauthenticated', inTheseWords('This is for those who run the server'))
  }
}

const hidden: RequestHandler = () => {
  throw new Problem('not-found', 'There is nothing at this address')
}

/** Hashed first, so that the time tells nothing of the token, not even its length. */
function isBearer(header: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(header ?? ''), hash(`Bearer ${token}`))
}
