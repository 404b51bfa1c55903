import { createHash } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import { validate as isUuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { notFound, Problem } from '../errors.ts'
import { authorize } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { bulkRecords } from '../records/bulk.ts'
import { createRecord } from '../records/create.ts'
import { recordDependents } from '../records/dependents.ts'
import { recordHistory } from '../records/history.ts'
import { linkedRecords } from '../records/linked.ts'
import { listRecords } from '../records/list.ts'
import { pageOnly, parsePage, parseQuery } from '../records/query.ts'
import { removeRecord, restoreRecord } from '../records/remove.ts'
import { revertRecord } from '../records/revert.ts'
import { showRecord, type ShownRecord } from '../records/show.ts'
import { recordTimeline } from '../records/timeline.ts'
import { updateRecord } from '../records/update.ts'
import type { Definition } from '../resources/define.ts'
import { requireJson } from './bodies.ts'
import { writtenFor } from './locale.ts'
import { accessOfRequest } from './organization.ts'

export interface RecordRoutes {
  database: Database
  now: () => Date
}

/** The generic routes of one resource. Thin: they read the request, call the engine's operation and answer. */
export function recordRoutes(definition: Definition, { database, now }: RecordRoutes): Router {
  const router = Router()
  const actorOf = (req: Request): Actor => ({ access: accessOfRequest(req), now: now() })

  router.get('/', async (req, res) => {
    const access = accessOfRequest(req)
    const scope = authorize(access, definition, 'list')
    const params = paramsOf(req)
    const query = parseQuery(definition, params, access)
    const page = await listRecords(database, scope, query)
    res.set('X-Total-Count', String(page.total))
    if (page.capped) res.set('X-Total-Count-Capped', 'true')
    if (page.next) res.set('Link', `<${nextAddress(req, query.limit, page.next)}>; rel="next"`)
    sendJson(res, page.body)
  })

  router.post('/', requireJson, async (req, res) => {
    const record = await createRecord(database, definition, req.body, actorOf(req), idempotencyOf(req))
    res.status(201).location(`${req.baseUrl}/${record.id}`)
    sendRecord(res, record)
  })

  router.post('/bulk', requireJson, async (req, res) => {
    const { refused, ...answer } = await bulkRecords(database, definition, req.body, actorOf(req))
    res.json({ ...answer, refused: refused.map(writtenFor(req)) })
  })

  router.get('/:id', async (req, res) => {
    const scope = authorize(accessOfRequest(req), definition, 'show')
    sendRecord(res, await showRecord(database, scope, idOf(req, definition)))
  })

  for (const method of ['patch', 'put'] as const) {
    router[method]('/:id', requireJson, async (req, res) => {
      const request = {
        definition,
        id: idOf(req, definition),
        body: req.body as unknown,
        version: versionOf(req),
        replace: method === 'put',
      }
      sendRecord(res, await updateRecord(database, request, actorOf(req)))
    })
  }

  router.delete('/:id', async (req, res) => {
    sendRecord(res, await removeRecord(database, definition, idOf(req, definition), versionOf(req), actorOf(req)))
  })

  router.post('/:id/restore', async (req, res) => {
    sendRecord(res, await restoreRecord(database, definition, idOf(req, definition), actorOf(req)))
  })

  router.get('/:id/timeline', async (req, res) => {
    const page = parsePage(paramsOf(req), pageOnly)
    const scope = authorize(accessOfRequest(req), definition, 'show')
    const { body, size, hasMore } = await recordTimeline(database, scope, idOf(req, definition), page)
    res.set('X-Total-Count', String(page.start + size + Number(hasMore)))
    if (hasMore) res.set('X-Total-Count-Capped', 'true')
    sendJson(res, body)
  })

  for (const [part, read] of Object.entries({ dependents: recordDependents, linked: linkedRecords })) {
    router.get(`/:id/${part}`, async (req, res) => {
      const scope = authorize(accessOfRequest(req), definition, 'show')
      const id = idOf(req, definition)
      await showRecord(database, scope, id)
      res.json(await read(database, scope, id))
    })
  }

  router.post('/:id/history/:activityId/restore', requireJson, async (req, res) => {
    const activityId = String(req.params['activityId'])
    if (!isUuid(activityId)) throw notFound(definition.name)
    const request = {
      definition,
      id: idOf(req, definition),
      activityId,
      body: req.body as unknown,
      version: versionOf(req),
    }
    sendRecord(res, await revertRecord(database, request, actorOf(req)))
  })

  router.get('/:id/history', async (req, res) => {
    const access = accessOfRequest(req)
    const { start, limit } = parsePage(paramsOf(req), pageOnly)
    const { body, total } = await recordHistory(
      database,
      authorize(access, definition, 'show'),
      idOf(req, definition),
      { start, limit },
    )
    res.set('X-Total-Count', String(total))
    sendJson(res, body)
  })

  return router
}

/** The query as sent, order and repetition kept; the organization is not a filter. */
export function paramsOf(req: Request): URLSearchParams {
  const cut = req.originalUrl.indexOf('?')
  const text = cut < 0 ? '' : req.originalUrl.slice(cut + 1)
  try {
    decodeURIComponent(text)
  } catch {
    throw new Problem('bad-request', 'The query is not valid percent-encoded UTF-8')
  }
  const params = new URLSearchParams(text)
  params.delete('_organization')
  return params
}

function nextAddress(req: Request, size: number, cursor: string): string {
  const next = paramsOf(req)
  const organization = req.query['_organization']
  if (typeof organization === 'string') next.set('_organization', organization)
  next.set('_start', '0')
  next.set('_end', String(size))
  next.set('_after', cursor)
  return `${req.baseUrl}?${next.toString()}`
}

/** The id in the address. Throws 404 when it is none. */
export function idOf(req: Request, { name }: Pick<Definition, 'name'>): string {
  const { id } = req.params
  if (typeof id !== 'string' || !isUuid(id)) throw notFound(name)
  return id
}

/** The version in `If-Match`; undefined without the header or with `*`. */
export function versionOf(req: Request): number | undefined {
  const header = req.get('if-match')
  if (header === undefined || header === '*') return undefined
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header)
  if (!match) throw new Problem('precondition', 'If-Match must be a version such as "3", as the ETag header gave it')
  return Number(match[1])
}

function idempotencyOf(req: Request) {
  const key = req.get('idempotency-key')
  if (key === undefined) return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Problem('bad-request', 'Idempotency-Key must be 1 to 200 visible characters')
  const requestHash = createHash('sha256').update(req.baseUrl).update(JSON.stringify(req.body)).digest('hex')
  return { key, requestHash }
}

/** Answers a record with its version as the ETag. */
export function sendRecord(res: Response, { body, version }: ShownRecord): void {
  res.set('ETag', `"${version}"`)
  sendJson(res, body)
}

/** JSON that PostgreSQL has already written. As a string it leaves with its headers in one write. */
function sendJson(res: Response, body: string): void {
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Content-Length', Buffer.byteLength(body))
  res.end(body)
}
