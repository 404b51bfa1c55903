import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Files } from '../files/files.ts'

/**
 * Removes for good what organizations past their grace hold: rows first, then files. Answers which organizations. Files
 * that a crash leaves behind belong to no import and go with the purge of uploads.
 */
export async function purgeOrganizations(database: Database, files: Files): Promise<string[]> {
  const due = await database.ask<{ id: string }>(sql`select id from organization where purge_at <= now() order by id`)
  const gone: string[] = []
  for (const { id } of due) if (await purgeRows(database, id)) gone.push(id)
  const stored = gone.length > 0 ? new Set(await files.organizations()) : new Set<string>()
  for (const id of gone.filter((id) => stored.has(id))) {
    for (const file of await files.list(id)) await files.remove(id, file.name)
  }
  return gone
}

/** False when another process is at it. Nobody waits for this, and there may be millions. */
async function purgeRows(database: Database, id: string): Promise<boolean> {
  return database.asLogin(async (tx) => {
    await tx.query(sql`select set_config('statement_timeout', '0', true)`)
    const [row] = await tx.query<{ isGone: boolean }>(sql`select oikion_purge_organization(${id}::uuid) as "isGone"`)
    return row?.isGone === true
  })
}
