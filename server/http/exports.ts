import { Router } from 'express'
import type { Definition } from '../resources/define.ts'
import { exportRecords, fileName, parseExport } from '../records/export.ts'
import { sendMade } from './download.ts'
import { accessOfRequest } from './organization.ts'
import { paramsOf, type RecordRoutes } from './records.ts'

/** `GET /export` of one resource: the list as a CSV file. */
export function exportRoutes(definition: Definition, { database, now }: RecordRoutes): Router {
  const router = Router()
  router.get('/export', async (req, res) => {
    const actor = { access: accessOfRequest(req), now: now() }
    const wanted = parseExport(definition, paramsOf(req), actor.access)
    await sendMade({ req, res, fileName: fileName(wanted, actor.now) }, (target) =>
      exportRecords(database, wanted, actor, target),
    )
  })
  return router
}
