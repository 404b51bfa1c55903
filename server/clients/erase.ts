import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { invalid, notFound, Problem } from '../errors.ts'
import type { Files } from '../files/files.ts'
import { authorize, type Scope } from '../records/access.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { lockRecords } from '../records/lock.ts'
import { writeRecords } from '../records/write.ts'
import { clients } from '../resources/clients.ts'
import { emptied, emptyLinked } from './empty.ts'
import { eraseTraces } from './eraseTraces.ts'
import { familyIds } from './family.ts'
import type { Counts } from './merge.ts'
import { isMerged } from './merges.ts'
import { sweepRecords } from './sweepRecords.ts'
import { sweepTables } from './sweepTables.ts'

export const Erasure = z.strictObject({ confirmName: z.string().max(400) })

export interface ErasureAnswer {
  /** Records about the client that were emptied, by resource. */
  emptied: Counts
  /** Other records whose texts mentioned the client. */
  mentions: number
}

interface Stores {
  database: Database
  files: Files
}

/**
 * Replaces a person's data in this organization for good, in one transaction: the client and those merged into it keep
 * their rows without anything that tells of a person; what was said and done about them is emptied, and what counts goes on
 * counting; histories, undo data, files and whatever else holds their words lose them (README: «Erasing a client»). What
 * remains is that somebody erased a client. Throws 404, 409 when it is erased already or was merged into another, 422 unless `confirmName` is its name.
 */
export async function eraseClient(
  { database, files }: Stores,
  id: string,
  { confirmName }: z.infer<typeof Erasure>,
  actor: Actor,
): Promise<ErasureAnswer> {
  return database.withOrganization(actor.access, async (tx) => {
    const gone = await lockFamily(tx, id, confirmName, actor)
    const ids = gone.map((row) => String(row['id']))
    const batch = { ...actor, batchId: uuid() }
    const linked = await emptyLinked(tx, batch, ids)
    await writeErased(tx, gone, batch)
    const [found] = await tx.query<{ pattern: string | null }>(
      sql`select oikion_erasure_pattern(${ids}::uuid[]) as pattern`,
    )
    const pattern = found?.pattern ?? null
    const mentions = pattern ? await sweepRecords(tx, batch, pattern) : 0
    const traces = { clientIds: ids, linkedIds: linked.ids, titles: linked.titles, others: linked.others, pattern }
    // Files cannot be brought back by a rollback; that they are gone too early is the lesser harm.
    await eraseTraces(tx, files, traces)
    await tx.query(sql`select oikion_erase_activity(${ids}::uuid[])`)
    if (pattern) await sweepTables(tx, pattern)
    const facts = { ...linked.counts, ...(mentions > 0 && { mentions }) }
    await recordActivity(tx, activity(clients.name, 'erase', actor, { recordId: id, title: emptied, changes: facts }))
    return { emptied: linked.counts, mentions }
  })
}

/** The client and all that were merged into it, locked. */
async function lockFamily(tx: TenantTransaction, id: string, confirmName: string, { access }: Actor): Promise<Row[]> {
  const scope = authorize(access, clients, 'show')
  const rows = await lockStill(tx, scope, await familyIds(tx, access, id), id)
  const client = rows.find((row) => row['id'] === id)
  if (!client) throw notFound(clients.name)
  if (client['erasedAt']) throw new Problem('conflict', 'This client was erased already')
  if (await isMerged(tx, id)) {
    throw new Problem('conflict', 'This client was merged into another one; erase that one, and this one goes with it')
  }
  if (confirmName.trim() !== client['name'])
    throw invalid([{ pointer: '/confirmName', detail: 'is not the name of this client' }])
  return rows.filter((row) => !row['erasedAt'])
}

/** While it waited for the locks somebody may have been merged into the client, or restored from the trash. */
async function lockStill(tx: TenantTransaction, scope: Scope, ids: string[], clientId: string): Promise<Row[]> {
  const rows = await lockRecords(tx, scope, ids)
  const now = await familyIds(tx, scope.access, clientId)
  return now.join() === ids.join() ? rows : lockStill(tx, scope, now, clientId)
}

/** What does not tell of a person stays: what kind of client it was, and who looked after it. */
const kept = new Set(['clientType', 'agentId'])

async function writeErased(tx: TenantTransaction, gone: Row[], actor: Actor): Promise<void> {
  const at = actor.now.toISOString()
  const changes = gone.map((before) => {
    const cleared = Object.keys(clients.fields).filter((name) => !kept.has(name))
    const after = {
      ...before,
      ...Object.fromEntries(cleared.map((name) => [name, Array.isArray(before[name]) ? [] : null])),
    }
    return {
      kind: 'edit' as const,
      before,
      after: { ...after, name: emptied, erasedAt: at, deletedAt: before['deletedAt'] ?? at },
    }
  })
  await writeRecords(tx, clients, changes, actor)
}
