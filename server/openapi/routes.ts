import { Router, type Request } from 'express'
import { cookieName } from '../auth/sessions.ts'
import type { Database } from '../database/index.ts'
import { requestedOrganization } from '../http/organization.ts'
import { accessOf } from '../organizations/access.ts'
import { describeApi, type Reader } from './document.ts'

interface OpenApiRoutes {
  database: Database
  publicUrl: string
  isProduction: boolean
  now: () => Date
}

/** `GET /api/openapi.json`: what whoever asks may do. Without a session or token, how to get one. */
export function openApiRoutes({ database, publicUrl, isProduction, now }: OpenApiRoutes): Router {
  const router = Router()
  const place = { url: publicUrl, cookieName: cookieName('oikion.sid', isProduction) }

  router.get('/openapi.json', async (req, res) => {
    res.json(describeApi(await readerOf(req), place))
  })

  async function readerOf(req: Request): Promise<Reader> {
    if (!req.signedIn) return 'anyone'
    return accessOf(database, req.signedIn, requestedOrganization(req), now())
  }
  return router
}
