import { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { tryLock } from '../database/tryLock.ts'
import type { Handler, JobData, JobResult } from '../jobs/jobs.ts'
import type { Files } from './files.ts'
import { originalOf, variantOf } from './mediaFiles.ts'
import { BrokenPicture, makeSizes } from './sizes.ts'
import type { Made } from './sizesFormat.ts'

/** What the trigger of the media queues. */
export interface MediaJob extends JobData {
  organizationId: string
  mediaId: string
}

interface Making {
  database: Database
  files: Files
  log: Logger
  now: () => Date
}

/** A picture over which the program that decodes it has died so often is taken for broken. */
const lastTry = 3

/**
 * Makes the sizes of pictures, each once: whoever does holds its lock, and what a killed server had already stored is
 * written over. The original, which may tell where it was taken, goes as soon as all else is there.
 */
export function mediaHandler(making: Making): Handler<MediaJob> {
  const { database, files } = making
  return {
    queue: 'media',
    async run(job, tries, stop) {
      const context = { organizationId: job.organizationId, userId: '' }
      const result = await database.withOrganization(context, (tx) => workOn(making, tx, { job, tries, stop }))
      if (result === 'later') return result
      if (result === 'made') await files.remove(job.organizationId, originalOf(job.mediaId))
      return 'done'
    },
  }
}

interface Turn {
  job: MediaJob
  tries: number
  stop: AbortSignal
}

async function workOn(making: Making, tx: TenantTransaction, { job, tries, stop }: Turn): Promise<JobResult | 'made'> {
  const { files, log } = making
  const { organizationId, mediaId } = job
  if (!(await tryLock(tx, job.lock))) return 'later'
  const [row] = await tx.query<{ isMade: boolean; isBroken: boolean }>(sql`
    select processed_at is not null as "isMade", broken_at is not null as "isBroken" from media
    where organization_id = ${organizationId}::uuid and id = ${mediaId}::uuid`)
  if (!row || row.isBroken) return 'done'
  if (row.isMade) return 'made'

  const source = await sourceOf(files, job)
  const made = source
    ? await makeSizes(files.read(organizationId, source), stop).catch(asError)
    : new BrokenPicture('The file is gone')
  if (!(made instanceof Error)) {
    await keep(making, tx, job, made)
    return 'made'
  }
  if (stop.aborted || !(made instanceof BrokenPicture || tries >= lastTry)) throw made
  log.warn({ err: made, mediaId }, 'a picture cannot be read')
  await tx.query(sql`update media set broken_at = ${making.now().toISOString()}::timestamptz
    where organization_id = ${organizationId}::uuid and id = ${mediaId}::uuid`)
  return 'done'
}

/** A backup may hold the row of before and the files of after: then the whole that was made of the original. */
async function sourceOf(files: Files, { organizationId, mediaId }: MediaJob): Promise<string | undefined> {
  for (const name of [originalOf(mediaId), variantOf(mediaId, 'full')]) {
    if (await files.exists(organizationId, name)) return name
  }
  return undefined
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

/** Files first, then the row that tells of them; what is stored for a row that has gone meanwhile is purged with the day. */
async function keep({ files, now }: Making, tx: TenantTransaction, job: MediaJob, made: Made): Promise<void> {
  const { organizationId, mediaId } = job
  let size = 0
  for (const { variant, bytes } of made.parts) {
    size += await files.write(organizationId, variantOf(mediaId, variant), Readable.from([bytes]))
  }
  await tx.query(sql`
    update media set width = ${made.width}::int, height = ${made.height}::int, content_type = ${made.contentType}::text,
      byte_size = ${size}::int, processed_at = ${now().toISOString()}::timestamptz
    where organization_id = ${organizationId}::uuid and id = ${mediaId}::uuid`)
}
