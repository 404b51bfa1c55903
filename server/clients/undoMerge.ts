import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { notFound, Problem } from '../errors.ts'
import { hooksOf } from '../hooks/index.ts'
import { say } from '../messages/message.ts'
import { authorize } from '../records/access.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { lockRecords, requireOwn } from '../records/lock.ts'
import { same } from '../records/schemas.ts'
import { showWithin } from '../records/show.ts'
import { writeOne } from '../records/update.ts'
import { clients } from '../resources/clients.ts'
import { resources } from '../resources/index.ts'
import { moveBack, readableTitles, type Left } from './linksBack.ts'
import type { Counts } from './merge.ts'
import { closeMerge, findMerge, isMerged, undoDays, type Merge } from './merges.ts'
import { authorizeMerge } from './pair.ts'

export interface UndoAnswer {
  /** The client that had stayed, as it is now. */
  client: unknown
  /** Records that refer to the restored client again. */
  movedBack: Counts
  /** Fields of the client that had stayed which were changed since and keep that value. */
  leftFields: string[]
  /** The first hundred records that were changed since and stay as they are, as far as the caller may read them. */
  left: { resource: string; id: string; title: string | null }[]
  leftTotal: number
}

/**
 * Undoes a merge within 30 days: the merged client comes out of the trash, and what still is as the merge left it goes back.
 * What was changed since is left and told. Throws 403, 404, and 409 when it is too late, the merged client is gone for
 * good, or either was itself merged into another since: merges into merges are undone in reverse.
 */
export async function undoMerge(
  database: Database,
  keptId: string,
  mergeId: string,
  actor: Actor,
): Promise<UndoAnswer> {
  const { visible } = authorizeMerge(actor.access)
  return database.withOrganization(actor.access, async (tx) => {
    const { merge, kept, merged } = await lockUndoable(tx, keptId, mergeId, actor)
    const batch = { ...actor, batchId: uuid() }
    if (merged['deletedAt']) {
      await writeOne(tx, clients, { kind: 'restore', before: merged, after: { ...merged, deletedAt: null } }, batch)
    }
    const { movedBack, left } = await moveBack(tx, batch, merge)
    const { after, leftFields } = fieldsBack(kept, merge, actor)
    if (after) await writeOne(tx, clients, { kind: 'edit', before: kept, after }, batch)
    await closeMerge(tx, merge.id, actor.now)
    const facts = { merged: merged[clients.title], mergedId: merge.mergedId, ...movedBack }
    const title = String((after ?? kept)[clients.title])
    await recordActivity(tx, activity(clients.name, 'unmerge', actor, { recordId: keptId, title, changes: facts }))
    const { body } = await showWithin(tx, visible, keptId)
    const told = await readableOf(tx, left, actor)
    return { client: JSON.parse(body) as unknown, movedBack, leftFields, left: told, leftTotal: left.length }
  })
}

async function lockUndoable(tx: TenantTransaction, keptId: string, mergeId: string, actor: Actor) {
  const { visible, edit, removal } = authorizeMerge(actor.access)
  const found = await findMerge(tx, keptId, mergeId)
  // The merged client may be hidden from those who may not undo this; both are locked in one order all the same.
  const rows = await lockRecords(tx, { ...visible, reach: 'any' }, found ? [keptId, found.mergedId] : [keptId], 'edit')
  const [seen] = await lockRecords(tx, visible, [keptId], 'edit')
  // Another may have undone it before the lock was ours.
  const merge = found && (await findMerge(tx, keptId, mergeId))
  const kept = rows.find((row) => row['id'] === keptId)
  if (!kept || !seen) throw notFound(clients.name)
  if (!merge) throw new Problem('not-found', 'There is no such merge of this client')
  const title = String(kept[clients.title])
  if (await isMerged(tx, keptId)) throw mergedItself(title)
  if (kept['deletedAt']) throw new Problem('conflict', say('{title} is in the trash; restore it first', { title }))
  if (merge.undoneAt) throw new Problem('conflict', 'This merge was undone already')
  if (actor.now.getTime() - merge.createdAt.getTime() > undoDays * 86_400_000) {
    throw new Problem('conflict', say('A merge can be undone for {days} days', { days: undoDays }))
  }
  const merged = rows.find((row) => row['id'] === merge.mergedId)
  if (!merged || merged['erasedAt']) throw new Problem('conflict', 'The client that was merged is gone for good')
  requireOwn(edit, kept, 'edit')
  requireOwn(removal, merged, 'delete')
  // Restored from the trash meanwhile, it may have been merged into a third one.
  if (await isMerged(tx, merge.mergedId, merge.id)) throw mergedItself(String(merged[clients.title]))
  return { merge, kept, merged }
}

const mergedItself = (title: string) =>
  new Problem('conflict', say('{title} was itself merged into another client; undo that merge first', { title }))

/** The client with the fields back that still hold what the merge wrote. When it could not be reached then, all stay. */
function fieldsBack(kept: Row, { undo }: Merge, { access, now }: Actor): { after?: Row; leftFields: string[] } {
  const names = Object.keys(undo.fields).filter((name) => name in kept)
  const isUntouched = (name: string) => same(clients, name, kept[name], undo.fields[name]?.[1])
  const back = names.filter(isUntouched)
  if (back.length === 0) return { leftFields: shownOf(names) }
  const after = { ...kept, ...Object.fromEntries(back.map((name) => [name, undo.fields[name]?.[0] ?? null])) }
  const change = { before: kept, after: { ...after }, now, access, mayRemove: true }
  const errors = hooksOf(clients.name).beforeWrite?.(change) ?? []
  if (errors.length > 0) return { leftFields: shownOf(names) }
  return { after, leftFields: shownOf(names.filter((name) => !back.includes(name))) }
}

/** Fields that people set; what is derived from them goes without saying. */
const shownOf = (names: string[]) => names.filter((name) => !clients.readOnly?.includes(name))

const listed = 100

async function readableOf(tx: TenantTransaction, left: Left[], { access }: Actor): Promise<UndoAnswer['left']> {
  const told: UndoAnswer['left'] = []
  for (const name of new Set(left.map(({ resource }) => resource))) {
    const definition = resources[name]
    if (!definition) continue
    const ids = left.filter(({ resource }) => resource === name).map(({ id }) => id)
    const rows = await readableTitles(tx, authorize(access, definition, 'list'), ids)
    told.push(...rows.map(({ id, title }) => ({ resource: name, id, title })))
  }
  return told.slice(0, listed)
}
