import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Files } from '../files/files.ts'

/**
 * Removes for good what organizations past their grace hold: rows first, then files. Answers which organizations. Files
 * that a crash leaves behind belong to no import and go with the purge of uploads.
 */
export async function purgeOrganizations(database: Database, files: Files): Promise<string[]> {
  const gone = await database.ask<{ id: string }>(sql`select oikion_purge_organizations() as id`)
  const stored = gone.length > 0 ? new Set(await files.organizations()) : new Set<string>()
  for (const { id } of gone) {
    if (!stored.has(id)) continue
    for (const file of await files.list(id)) await files.remove(id, file.name)
  }
  return gone.map(({ id }) => id)
}
