import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { notFound } from '../errors.ts'
import { authorize } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { insertRecords, prepareNew } from '../records/create.ts'
import { requireLiving } from '../records/references.ts'
import type { WrittenRecord } from '../records/write.ts'
import { media } from '../resources/media.ts'
import { properties } from '../resources/properties.ts'
import { plainName, truthfulName } from './fileName.ts'
import type { Files } from './files.ts'
import { inspect, largestDocument, tooLarge, type Inspected } from './inspect.ts'
import { originalOf } from './mediaFiles.ts'
import { selectProperty } from './property.ts'
import { requireRoom } from './quota.ts'

export interface MediaStore {
  database: Database
  files: Files
  /** What one organization may store, in bytes. */
  quota: number
}

/** Bytes of the largest file that is taken. */
export const largestFile = largestDocument * 1024 * 1024

export interface Upload {
  propertyId: string
  /** What a picture shall be; documents are told by their bytes. */
  pictureAs: 'IMAGE' | 'FLOOR_PLAN'
  /** As it was sent. */
  name: string
  source: Readable
}

/** Whether files may be added to this property, before a byte of them is taken. Throws 403 and 404. */
export async function requireUploadable(database: Database, propertyId: string, { access }: Actor): Promise<void> {
  authorize(access, media, 'create')
  const found = await database.read(access, selectProperty(access, propertyId))
  if (found.length === 0) throw notFound(properties.name)
}

/**
 * Keeps one file of a property: stored first, looked into, and only then written down, with the job that makes the sizes
 * of pictures. Throws 409 `limit`, 413, 415, 422 naming the file; then nothing is kept.
 */
export async function uploadMedia(store: MediaStore, upload: Upload, actor: Actor): Promise<WrittenRecord> {
  const { files } = store
  const { organizationId } = actor.access
  const id = uuid()
  try {
    const byteSize = await files.write(organizationId, originalOf(id), upload.source)
    const name = plainName(upload.name, 'file')
    if (byteSize > largestFile) throw tooLarge(name, largestDocument)
    const found = await oneByOne(async () => inspect(await buffer(files.read(organizationId, originalOf(id))), name))
    return await writeDown(store, { id, name, byteSize, upload, found }, actor)
  } catch (error) {
    await files.remove(organizationId, originalOf(id))
    throw error
  }
}

interface KeptFile {
  id: string
  name: string
  byteSize: number
  upload: Upload
  found: Inspected
}

async function writeDown({ database, quota }: MediaStore, kept: KeptFile, actor: Actor): Promise<WrittenRecord> {
  const { id, name, byteSize, upload, found } = kept
  const fields = {
    propertyId: upload.propertyId,
    mediaType: found.kind === 'document' ? 'DOCUMENT' : upload.pictureAs,
    fileName: truthfulName(name, found.contentType),
    contentType: found.contentType,
    byteSize,
    isPrimary: false,
  }
  const after = { ...prepareNew(media, fields, actor), id }
  return database.withOrganization(actor.access, async (tx) => {
    await requireRoom(tx, byteSize, quota)
    await requireLiving(tx, media, [{ kind: 'create', before: null, after }], actor.access)
    const [written] = await insertRecords(tx, media, [after], actor)
    if (!written) throw new Error('The insert answered no row')
    return written
  })
}

let last: Promise<unknown> = Promise.resolve()

/** Looking into files takes memory: one at a time in this process. */
function oneByOne<T>(task: () => Promise<T>): Promise<T> {
  const next = last.then(task, task)
  last = next.catch(() => undefined)
  return next
}
