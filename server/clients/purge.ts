import { validate as isUuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Files } from '../files/files.ts'
import { exportDays, exportFileOf } from './exports.ts'
import { undoDays } from './merges.ts'

const day = 86_400_000
/** A file is written down within this time, or never. Milliseconds. */
const grace = 3_600_000

/**
 * Removes what has had its time: files of everything about a client after 7 days, with those that a crash left behind, and what
 * it takes to undo a merge after 30.
 */
export async function purgeClientCare(database: Database, files: Files, now: Date): Promise<void> {
  const organizations = await database.ask<{ id: string }>(sql`select id from organization`)
  for (const { id } of organizations) {
    await database.withOrganization({ organizationId: id, userId: '' }, async (tx) => {
      await tx.query(sql`delete from client_merge
        where organization_id = ${id}::uuid and created_at < ${before(now, undoDays * day)}::timestamptz`)
      await tx.query(sql`delete from client_export
        where organization_id = ${id}::uuid and coalesce(finished_at, created_at) < ${before(now, exportDays * day)}::timestamptz`)
    })
  }
  for (const id of (await files.organizations()).filter((name) => isUuid(name)))
    await purgeFiles(database, files, id, now)
}

const before = (now: Date, milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString()

async function purgeFiles(database: Database, files: Files, organizationId: string, now: Date): Promise<void> {
  const stored = (await files.list(organizationId)).filter(({ name }) => name.startsWith('client-export-'))
  if (stored.length === 0) return
  const rows = await database.read<{ id: string }>(
    { organizationId, userId: '' },
    sql`select id from client_export where organization_id = ${organizationId}::uuid`,
  )
  const known = new Set(rows.map(({ id }) => exportFileOf(id)))
  for (const { name, changedAt } of stored) {
    if (known.has(name) || changedAt.getTime() > now.getTime() - grace) continue
    await files.remove(organizationId, name)
  }
}
