import { Router, type Request } from 'express'
import { z } from 'zod'
import { read } from '../auth/bodies.ts'
import type { Database } from '../database/index.ts'
import { requireJson } from '../http/bodies.ts'
import { accessOfRequest, personOf } from '../http/organization.ts'
import { paramsOf } from '../http/records.ts'
import type { Access } from '../records/access.ts'
import { pageOnly, parsePage } from '../records/query.ts'
import { NoticeChoice } from '../resources/noticeKinds.ts'
import { listNotices, markRead } from './list.ts'
import { chooseNotices, readNoticeSettings } from './settings.ts'

export const ReadWanted = z.union([
  z.strictObject({ ids: z.array(z.uuid().toLowerCase()).min(1).max(500) }),
  z.strictObject({ all: z.literal(true) }),
])

/** `/api/notices`: a person's own, in the request's organization. Closed to API tokens. */
export function noticeRoutes({ database, now }: { database: Database; now: () => Date }): Router {
  const router = Router()

  router.get('/', async (req, res) => {
    const page = await listNotices(database, ownAccess(req), parsePage(paramsOf(req), pageOnly))
    res.set('X-Total-Count', String(page.total)).set('X-Unread-Count', String(page.unread))
    res.type('json').send(page.body)
  })
  router.post('/read', requireJson, async (req, res) => {
    res.json({ unread: await markRead(database, ownAccess(req), read(ReadWanted, req), now()) })
  })
  router.get('/settings', async (req, res) => {
    res.json(await readNoticeSettings(database, ownAccess(req)))
  })
  router.patch('/settings', requireJson, async (req, res) => {
    res.json(await chooseNotices(database, ownAccess(req), read(NoticeChoice, req)))
  })

  return router
}

/** The member who asks; programs have no inbox. Throws 403 for an API token. */
function ownAccess(req: Request): Access {
  personOf(req)
  return accessOfRequest(req)
}
