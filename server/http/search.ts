import { Router } from 'express'
import type { Database } from '../database/index.ts'
import { searchEverywhere } from '../records/search.ts'
import { accessOfRequest } from './organization.ts'
import { paramsOf } from './records.ts'

/** `GET /api/search?q=…`: what is sought, in every resource at once. */
export function searchRoutes(database: Database): Router {
  return Router().get('/', async (req, res) => {
    res.json(await searchEverywhere(database, accessOfRequest(req), paramsOf(req).get('q') ?? ''))
  })
}
