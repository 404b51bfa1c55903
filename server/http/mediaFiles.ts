import { pipeline } from 'node:stream/promises'
import { Router, type Request, type Response } from 'express'
import { validate as isUuid } from 'uuid'
import type { Secrets } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { badParameter, notFound } from '../errors.ts'
import { addressesOf, isSigned, servedAs } from '../files/addresses.ts'
import type { Files } from '../files/files.ts'
import { storedName, variants, type Variant } from '../files/mediaFiles.ts'
import { storageOf } from '../files/quota.ts'
import { media } from '../resources/media.ts'
import { accessOfRequest } from './organization.ts'
import { paramsOf } from './records.ts'

export interface MediaFileRoutes {
  database: Database
  files: Files
  secrets: Secrets
  /** Bytes that one organization may store. */
  quota: number
  now: () => Date
}

/** A reader who takes nothing for so long has gone. */
const patience = 60_000
const mostAddresses = 100

/** `GET /api/files/addresses` and `/storage`, for members. */
export function fileRoutes({ database, files, secrets, quota, now }: MediaFileRoutes): Router {
  const router = Router()
  router.get('/addresses', async (req, res) => {
    const ids = paramsOf(req).getAll('id')
    if (ids.length === 0 || ids.length > mostAddresses || !ids.every((id) => isUuid(id))) {
      throw badParameter('id', `must be the ids of up to ${mostAddresses} records`)
    }
    res.json(await addressesOf({ database, files, secrets }, accessOfRequest(req), ids, now()))
  })
  router.get('/storage', async (req, res) => {
    res.json(await storageOf(database, accessOfRequest(req), quota))
  })
  return router
}

/** `GET /api/files/:id/:variant?…`: whoever holds an address that is signed and has not ended may have the file. */
export function signedFileRoutes({ database, files, secrets, now }: MediaFileRoutes): Router {
  const router = Router()
  router.get('/:id/:variant', async (req, res) => {
    const at = now()
    res.set('Cache-Control', 'no-store')
    const address = addressOf(req)
    if (!address || !isSigned(secrets, address, address.signature, at)) throw notFound(media.name)
    const { organizationId, id, variant, expires } = address
    // What was moved to the trash meanwhile opens no more.
    const [row] = await database.read<{ mediaType: string; fileName: string | null; contentType: string | null }>(
      { organizationId, userId: '' },
      sql`select media_type as "mediaType", file_name as "fileName", content_type as "contentType" from media
        where organization_id = ${organizationId}::uuid and id = ${id}::uuid and deleted_at is null`,
    )
    const name = row && storedName({ id, mediaType: row.mediaType }, variant)
    const size = name ? await files.size(organizationId, name) : undefined
    if (!row || !name || size === undefined) throw notFound(media.name)
    const { contentType, disposition } = servedAs(row, variant)
    res.set({
      'Content-Type': contentType,
      'Content-Disposition': disposition,
      'Cache-Control': `private, max-age=${Math.floor((expires.getTime() - at.getTime()) / 1000)}, immutable`,
      'X-Content-Type-Options': 'nosniff',
      // Should a browser show it after all, then as nobody's page, without scripts.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Accept-Ranges': 'bytes',
    })
    await send(req, res, size, (range) => files.read(organizationId, name, range))
  })
  return router
}

function addressOf(req: Request) {
  const { id, variant } = req.params
  const params = paramsOf(req)
  const organizationId = params.get('organization')
  const expires = Number(params.get('expires') ?? Number.NaN)
  const isKnown = variants.some((known) => known === variant)
  if (!isUuid(id) || !isUuid(organizationId) || !isKnown || !Number.isSafeInteger(expires)) return undefined
  return {
    id: String(id),
    organizationId: String(organizationId),
    variant: variant as Variant,
    expires: new Date(expires),
    signature: params.get('signature') ?? '',
  }
}

type Open = (range?: { start: number; end: number }) => NodeJS.ReadableStream

/** The whole, or the one part that is asked for (RFC 9110); several parts at once are answered with the whole. */
async function send(req: Request, res: Response, size: number, open: Open): Promise<void> {
  const ranges = req.range(size)
  if (ranges === -1) {
    res.status(416).set('Content-Range', `bytes */${size}`).end()
    return
  }
  const range = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined
  if (range) res.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${size}`)
  res.set('Content-Length', String(range ? range.end - range.start + 1 : size))
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  res.setTimeout(patience, () => res.destroy())
  await pipeline(open(range), res).catch((error: unknown) => {
    req.log.info({ err: error }, 'a file was not read to its end')
    res.destroy()
  })
}
