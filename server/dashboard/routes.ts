import { Router } from 'express'
import type { Database } from '../database/index.ts'
import { badParameter } from '../errors.ts'
import { accessOfRequest, personOf } from '../http/organization.ts'
import { paramsOf } from '../http/records.ts'
import { readDashboard } from './dashboard.ts'

/** `GET /api/dashboard`: closed to API tokens, whose scopes are about records. */
export function dashboardRoutes({ database, now }: { database: Database; now: () => Date }): Router {
  const router = Router()
  router.get('/', async (req, res) => {
    personOf(req)
    for (const key of paramsOf(req).keys()) throw badParameter(key, 'is not known here')
    res.json(await readDashboard(database, accessOfRequest(req), now()))
  })
  return router
}
