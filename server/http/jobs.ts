import { Router } from 'express'
import type { Database } from '../database/index.ts'
import { cancelJob, listJobs, retryJob } from '../jobs/board.ts'
import { pageOnly, parsePage } from '../records/query.ts'
import { accessWith } from './organization.ts'
import { idOf, paramsOf } from './records.ts'

/** `GET /api/jobs`, and `POST /api/jobs/:id/retry` and `…/cancel`: the long work of an organization, for those who run it. */
export function jobRoutes(database: Database): Router {
  const router = Router()
  router.get('/', async (req, res) => {
    const { entries, total } = await listJobs(database, accessWith(req, 'seeJobs'), parsePage(paramsOf(req), pageOnly))
    res.set('X-Total-Count', String(total)).json(entries)
  })
  router.post('/:id/retry', async (req, res) => {
    await retryJob(database, accessWith(req, 'seeJobs'), idOf(req, { name: 'jobs' }))
    res.status(204).end()
  })
  router.post('/:id/cancel', async (req, res) => {
    await cancelJob(database, accessWith(req, 'seeJobs'), idOf(req, { name: 'jobs' }))
    res.status(204).end()
  })
  return router
}
