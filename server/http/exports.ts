import { Router } from 'express'
import type { Definition } from '../resources/define.ts'
import { exportRecords, fileName, parseExport } from '../records/export.ts'
import { accessOfRequest } from './organization.ts'
import { paramsOf, type RecordRoutes } from './records.ts'

/** A reader who takes nothing for so long has gone; the connection is wanted by others. */
const patience = 120_000

/** `GET /export` of one resource: the list as a CSV file. */
export function exportRoutes(definition: Definition, { database, now }: RecordRoutes): Router {
  const router = Router()
  router.get('/export', async (req, res) => {
    const access = accessOfRequest(req)
    const wanted = parseExport(definition, paramsOf(req), access)
    const at = now()
    const left = new AbortController()
    res.once('close', () => left.abort())
    const open = () => {
      res.attachment(fileName(wanted, at))
      return res.setTimeout(patience, () => res.destroy())
    }
    try {
      await exportRecords(database, wanted, { access, now: at }, { open, signal: left.signal })
      res.end()
    } catch (error) {
      // A file that breaks off must look broken: a clean end would pass for the whole.
      if (!res.headersSent && !left.signal.aborted) throw error
      if (!left.signal.aborted) req.log.error({ err: error }, 'export broke off')
      res.destroy()
    }
  })
  return router
}
