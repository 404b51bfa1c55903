import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Files, StoredFile } from '../files/files.ts'
import { nobody } from '../records/actor.ts'

/** Days that the files of an import are kept after its end: time to look at refused rows and to try again. */
const daysKept = 30

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Purge {
  database: Database
  files: Files
  now: () => Date
}

/**
 * Removes the uploads and refused rows of imports that ended long ago, and as old files of no import, which an upload
 * leaves when it is interrupted. What may still be checked or run stays, and so does what is none of ours. Answers how many
 * were removed.
 */
export async function purgeUploads({ database, files, now }: Purge): Promise<number> {
  const limit = new Date(now().getTime() - daysKept * 86_400_000)
  let removed = 0
  for (const organizationId of (await files.organizations()).filter((name) => uuid.test(name))) {
    const stored = (await files.list(organizationId)).filter((file) => uuid.test(importOf(file)))
    const ended = await endedBefore(limit, database, organizationId, stored.map(importOf))
    for (const file of stored) {
      if (!(ended.get(importOf(file)) ?? file.changedAt < limit)) continue
      await files.remove(organizationId, file.name)
      removed++
    }
  }
  return removed
}

/** Uploads, refused rows and drafts of either begin with the id of their import. */
const importOf = ({ name }: StoredFile) => name.split('.')[0] ?? ''

/** Of the imports that there are, whether they ended before a time. */
async function endedBefore(limit: Date, database: Database, organizationId: string, ids: string[]) {
  const context = { organizationId, userId: nobody }
  const rows = await database.read<{ id: string; isOver: boolean }>(
    context,
    sql`select id, status in ('done', 'failed', 'cancelled') and updated_at < ${limit.toISOString()}::timestamptz as "isOver"
      from import where organization_id = ${organizationId}::uuid and id = any(${ids}::uuid[])`,
  )
  return new Map(rows.map(({ id, isOver }) => [id, isOver]))
}
