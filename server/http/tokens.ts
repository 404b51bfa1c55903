import { Router } from 'express'
import { read } from '../auth/bodies.ts'
import type { Database } from '../database/index.ts'
import { makeToken, TokenWanted } from '../organizations/tokens.ts'
import { requireJson } from './bodies.ts'
import { accessWith } from './organization.ts'

/** Making API tokens; listing and revoking them is the engine's, in front of which this stands. */
export function tokenRoutes({ database, now }: { database: Database; now: () => Date }): Router {
  const router = Router()
  router.post('/', requireJson, async (req, res) => {
    const actor = { access: accessWith(req, 'manageTokens'), now: now() }
    const { record, token } = await makeToken(database, actor, read(TokenWanted, req))
    res.status(201).location(`${req.baseUrl}/${record.id}`).set('ETag', `"${record.version}"`)
    res.json({ ...(JSON.parse(record.body) as object), token })
  })
  return router
}
