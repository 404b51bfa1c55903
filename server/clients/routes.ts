import { pipeline } from 'node:stream/promises'
import { Router, type Request } from 'express'
import { validate as isUuid } from 'uuid'
import type { z } from 'zod'
import { read } from '../auth/bodies.ts'
import type { Database } from '../database/index.ts'
import { invalid, Problem } from '../errors.ts'
import type { Files } from '../files/files.ts'
import { requireJson } from '../http/bodies.ts'
import { localeOf } from '../http/locale.ts'
import { accessOfRequest, accessWith, personOf } from '../http/organization.ts'
import { idOf } from '../http/records.ts'
import type { Access } from '../records/access.ts'
import { datedName } from '../records/datedName.ts'
import { findBrokenText } from '../records/schemas.ts'
import { clients } from '../resources/clients.ts'
import { findDuplicates, KnownFacts } from './duplicates.ts'
import { eraseClient, Erasure } from './erase.ts'
import { askForExport, listExports, showExport, takeExport } from './exports.ts'
import { mergeClients, MergeWanted, previewMerge, PreviewWanted } from './merge.ts'
import { listMerges } from './merges.ts'
import { undoMerge } from './undoMerge.ts'

export interface ClientRoutes {
  database: Database
  files: Files
  now: () => Date
}

/** What is done to clients besides the engine's routes, in front of which these stand. But for the hints closed to API tokens. */
export function clientRoutes({ database, files, now }: ClientRoutes): Router {
  const router = Router()
  const actorOf = (req: Request) => ({ access: personal(req), now: now() })
  const clientOf = (req: Request) => idOf(req, clients).toLowerCase()

  router.post('/duplicates', requireJson, async (req, res) => {
    res.json(await findDuplicates(database, accessOfRequest(req), bodyOf(KnownFacts, req)))
  })

  router.post('/:id/merge/preview', requireJson, async (req, res) => {
    res.json(await previewMerge(database, clientOf(req), bodyOf(PreviewWanted, req), actorOf(req)))
  })
  router.post('/:id/merge', requireJson, async (req, res) => {
    res.json(await mergeClients(database, clientOf(req), bodyOf(MergeWanted, req), actorOf(req)))
  })
  router.get('/:id/merges', async (req, res) => {
    res.json(await listMerges(database, personal(req), clientOf(req), now()))
  })
  router.post('/:id/merges/:mergeId/undo', async (req, res) => {
    res.json(await undoMerge(database, clientOf(req), mergeOf(req), actorOf(req)))
  })

  router.get('/exports/:id', async (req, res) => {
    res.json(await showExport(database, personal(req), clientOf(req)))
  })
  router.get('/exports/:id/file', async (req, res) => {
    const actor = actorOf(req)
    const { file, client, at } = await takeExport(database, clientOf(req), actor)
    res.attachment(datedName(client, new Date(at), 'zip'))
    await pipeline(files.read(actor.access.organizationId, file), res).catch((error: unknown) => {
      req.log.info({ err: error }, 'the file of a client was not read to its end')
      res.destroy()
    })
  })
  router.get('/:id/exports', async (req, res) => {
    res.json(await listExports(database, personal(req), clientOf(req), now()))
  })
  router.post('/:id/export', async (req, res) => {
    const asked = await askForExport(database, clientOf(req), localeOf(req), actorOf(req))
    res.status(202).location(`/api/clients/exports/${asked.id}`).json(asked)
  })

  router.post('/:id/erase', requireJson, async (req, res) => {
    const actor = { access: accessWith(req, 'eraseClients'), now: now() }
    res.json(await eraseClient({ database, files }, clientOf(req), bodyOf(Erasure, req), actor))
  })

  return router
}

function mergeOf(req: Request): string {
  const { mergeId } = req.params
  if (isUuid(mergeId)) return String(mergeId).toLowerCase()
  throw new Problem('not-found', 'There is no such merge of this client')
}

/** The member who asks, no program. Throws 401, 403. */
function personal(req: Request): Access {
  personOf(req)
  return accessOfRequest(req)
}

/** Reads a JSON body. Throws 415, 422 with every wrong field. */
function bodyOf<T>(schema: z.ZodType<T>, req: Request): T {
  const broken = findBrokenText(req.body, '')
  if (broken === undefined) return read(schema, req)
  throw invalid([
    { pointer: broken, detail: 'must not hold NUL characters, halves of surrogate pairs or very deep lists' },
  ])
}
