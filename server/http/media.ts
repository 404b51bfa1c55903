import { Router, type Request } from 'express'
import { validate as isUuid } from 'uuid'
import { badParameter, Problem } from '../errors.ts'
import { orderMedia } from '../files/order.ts'
import { largestFile, requireUploadable, uploadMedia, type MediaStore } from '../files/upload.ts'
import type { Actor } from '../records/actor.ts'
import { requireJson } from './bodies.ts'
import { writtenFor } from './locale.ts'
import { cutOff, filesOf, isCutOff } from './multipart.ts'
import { accessOfRequest } from './organization.ts'
import { paramsOf } from './records.ts'

export interface MediaRoutes extends MediaStore {
  now: () => Date
}

interface Refusal {
  name: string
  problem: Problem
}

/** `/api/media/upload` and `/api/media/order`; all else about media is the engine's. */
export function mediaRoutes(store: MediaRoutes): Router {
  const router = Router()
  const actorOf = (req: Request): Actor => ({ access: accessOfRequest(req), now: store.now() })

  router.post('/upload', async (req, res) => {
    const actor = actorOf(req)
    const { propertyId, pictureAs } = parametersOf(req)
    await requireUploadable(store.database, propertyId, actor)
    const done: string[] = []
    const refused: Refusal[] = []
    for await (const { name, source } of filesOf(req, largestFile)) {
      try {
        done.push((await uploadMedia(store, { propertyId, pictureAs, name, source }, actor)).body)
      } catch (error) {
        if (isCutOff(req)) throw cutOff()
        refused.push({ name, problem: refusalOf(req, error, done.length) })
        // What is left of a file that was not read to its end.
        source.resume()
      }
    }
    const told = refused.map(({ name, problem }) => refusalAnswer(req, name, problem))
    if (done.length === 0) throw nothingDone(refused[0], told)
    res
      .status(201)
      .type('json')
      .send(`{"done":[${done.join()}],"refused":${JSON.stringify(told)}}`)
  })

  router.post('/order', requireJson, async (req, res) => {
    res.json(await orderMedia(store.database, req.body, actorOf(req)))
  })
  return router
}

function parametersOf(req: Request) {
  const params = paramsOf(req)
  for (const key of params.keys()) {
    if (key !== 'propertyId' && key !== 'mediaType') throw badParameter(key, 'is not known here')
  }
  const propertyId = params.get('propertyId')
  if (!isUuid(propertyId)) throw badParameter('propertyId', 'must be the id of a property')
  const pictureAs = params.get('mediaType') ?? 'IMAGE'
  if (pictureAs !== 'IMAGE' && pictureAs !== 'FLOOR_PLAN') {
    throw badParameter('mediaType', 'must be IMAGE or FLOOR_PLAN')
  }
  return { propertyId: String(propertyId).toLowerCase(), pictureAs } as const
}

/** A fault of ours refuses the file as well, or the sender would not hear of those that are kept. */
function refusalOf(req: Request, error: unknown, done: number): Problem {
  if (error instanceof Problem) return error
  if (done === 0) throw error
  req.log.error({ err: error }, 'a file of several was not kept')
  return new Problem('internal', 'Something went wrong on our side')
}

function refusalAnswer(req: Request, name: string, { problem, status, detail, members }: Problem) {
  return writtenFor(req)({ name, type: `urn:oikion:problem:${problem}`, status, detail, ...members })
}

function nothingDone(first: Refusal | undefined, refused: object[]): Problem {
  if (!first) return new Problem('validation', 'There is no file in the form')
  const { problem, detail, members } = first.problem
  return new Problem(problem, detail, { ...members, refused })
}
