import { validate as isUuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Files } from './files.ts'
import { mediaOf } from './mediaFiles.ts'

/** An upload is written down within this time after its file, or never. Milliseconds. */
const grace = 3_600_000

/**
 * Removes files of media of which there is no row: what interrupted uploads have left, and what belonged to media that
 * were removed for good. Also originals of pictures whose sizes are made. Answers how many. Files of others stay.
 */
export async function purgeMediaFiles(database: Database, files: Files, now: Date): Promise<number> {
  const limit = new Date(now.getTime() - grace)
  let removed = 0
  for (const organizationId of (await files.organizations()).filter((name) => isUuid(name))) {
    const stored = (await files.list(organizationId)).filter(({ changedAt }) => changedAt < limit)
    const old = stored.flatMap(({ name }) => {
      const file = mediaOf(name)
      return file ? [{ ...file, name }] : []
    })
    const rows = await rowsOf(database, organizationId, [...new Set(old.map(({ id }) => id))])
    for (const { id, name, isOriginal, isPart } of old) {
      const row = rows.get(id)
      if (row && !isPart && !(isOriginal && row.isMade)) continue
      await files.remove(organizationId, name)
      removed++
    }
  }
  return removed
}

async function rowsOf(database: Database, organizationId: string, ids: string[]) {
  const found = await database.read<{ id: string; isMade: boolean }>(
    { organizationId, userId: '' },
    sql`select id, processed_at is not null as "isMade" from media
      where organization_id = ${organizationId}::uuid and id = any(${ids}::uuid[])`,
  )
  return new Map(found.map((row) => [row.id, row]))
}
