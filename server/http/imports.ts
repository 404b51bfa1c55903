import { pipeline } from 'node:stream/promises'
import { Router, type Request } from 'express'
import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { notFound, Problem } from '../errors.ts'
import { tooLarge, type Files } from '../files/files.ts'
import { answerOf, listedOf } from '../imports/imports.ts'
import { refusedOf } from '../imports/refused.ts'
import {
  cancelImport,
  changePlan,
  listImports,
  showImport,
  startImport,
  startUndo,
  undoableOf,
  type SendJob,
} from '../imports/steps.ts'
import { largestUpload, uploadImport } from '../imports/upload.ts'
import { pageOnly, parsePage } from '../records/query.ts'
import type { Definition } from '../resources/define.ts'
import { requireJson } from './bodies.ts'
import { localeOf } from './locale.ts'
import { accessOfRequest } from './organization.ts'
import { paramsOf } from './records.ts'

export interface ImportRoutes {
  database: Database
  now: () => Date
  files: Files
  sendJob: SendJob
}

/** A sender who sends nothing for so long has gone. */
const patience = 60_000

const accepted = ['text/csv', 'text/plain', 'text/tab-separated-values', 'application/octet-stream', 'application/vnd.ms-excel'] // prettier-ignore

/** `POST /import` of one resource: takes the raw file. */
export function uploadRoutes(definition: Definition, { database, files, now }: ImportRoutes): Router {
  const router = Router()
  router.post('/import', async (req, res) => {
    const access = accessOfRequest(req)
    if (!req.is(accepted) || req.get('content-encoding')) {
      throw new Problem('unsupported-media-type', 'Send the file as it is, with Content-Type: text/csv')
    }
    if (Number(req.get('content-length')) > largestUpload) throw tooLarge(largestUpload)
    // However slow, a file may take its time, as long as something arrives; reading it afterwards is our time.
    req.setTimeout(patience, () => req.destroy())
    req.once('end', () => req.setTimeout(0))
    const upload = { fileName: paramsOf(req).get('fileName') ?? '', source: req }
    const file = await uploadImport({ database, files }, definition, upload, { access, now: now() })
    res
      .status(201)
      .location(`/api/imports/${file.id}`)
      .json(answerOf(file, localeOf(req)))
  })
  return router
}

/** `/api/imports`: what becomes of uploaded files. */
export function importRoutes({ database, files, sendJob }: ImportRoutes): Router {
  const router = Router()

  router.get('/', async (req, res) => {
    const { imports, total } = await listImports(database, accessOfRequest(req), parsePage(paramsOf(req), pageOnly))
    res.set('X-Total-Count', String(total)).json(imports.map((file) => listedOf(file, localeOf(req))))
  })
  router.get('/:id', async (req, res) => {
    res.json(answerOf(await showImport(database, accessOfRequest(req), idOf(req)), localeOf(req)))
  })
  router.patch('/:id', requireJson, async (req, res) => {
    res.json(answerOf(await changePlan(database, accessOfRequest(req), idOf(req), req.body), localeOf(req)))
  })
  for (const kind of ['check', 'run'] as const) {
    router.post(`/:id/${kind}`, async (req, res) => {
      const locale = localeOf(req)
      const file = await startImport(database, sendJob, accessOfRequest(req), idOf(req), kind, locale)
      res.status(202).json(answerOf(file, locale))
    })
  }
  router.post('/:id/cancel', async (req, res) => {
    res.json(answerOf(await cancelImport(database, accessOfRequest(req), idOf(req)), localeOf(req)))
  })
  router.get('/:id/undo', async (req, res) => {
    res.json(await undoableOf(database, accessOfRequest(req), idOf(req)))
  })
  router.post('/:id/undo', async (req, res) => {
    const locale = localeOf(req)
    const file = await startUndo(database, sendJob, accessOfRequest(req), idOf(req), locale)
    res.status(202).json(answerOf(file, locale))
  })
  router.get('/:id/refused', async (req, res) => {
    const { id, fileName } = await showImport(database, accessOfRequest(req), idOf(req))
    const { organizationId } = accessOfRequest(req)
    if (!(await files.exists(organizationId, refusedOf(id)))) throw notFound('checked imports')
    res.attachment(`${fileName.replace(/\.\w{1,4}$/, '')} refused.csv`)
    await pipeline(files.read(organizationId, refusedOf(id)), res).catch((error: unknown) => {
      req.log.info({ err: error }, 'the refused rows were not read to their end')
      res.destroy()
    })
  })
  return router
}

function idOf(req: Request): string {
  const { id } = req.params
  if (typeof id !== 'string' || !z.uuid().safeParse(id).success) throw notFound('imports')
  return id
}
