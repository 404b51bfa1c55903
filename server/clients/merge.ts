import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Database } from '../database/index.ts'
import type { Row } from '../database/tenant.ts'
import { invalid } from '../errors.ts'
import { authorize } from '../records/access.ts'
import { activity, changedFields, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { recordDependents } from '../records/dependents.ts'
import { showWithin } from '../records/show.ts'
import { edited, writeOne } from '../records/update.ts'
import { clients } from '../resources/clients.ts'
import { chosenValues, choicesOf, type Choice } from './choices.ts'
import { moveLinks, type MovedLinks } from './links.ts'
import { insertMerge } from './merges.ts'
import { lockPair } from './pair.ts'

export const PreviewWanted = z.strictObject({ mergedId: z.uuid().toLowerCase() })

export const MergeWanted = z.strictObject({
  mergedId: z.uuid().toLowerCase(),
  /** Field → where its value comes from; what is left out is as the preview suggests. */
  fields: z.record(z.string(), z.string()).default({}),
  /** As both were read. */
  versions: z.strictObject({ kept: z.int(), merged: z.int() }),
})

/** Resource → number of records. */
export type Counts = Record<string, number>

export interface MergePreview {
  kept: { id: string; version: number; title: string }
  merged: { id: string; version: number; title: string }
  choices: Choice[]
  /** Living records that refer to the merged client, as far as the caller may read them; what they may not, moves too. */
  moves: Counts
}

/** What a merge would ask and move; changes nothing. Throws as the merge does, but for the versions. */
export async function previewMerge(
  database: Database,
  keptId: string,
  { mergedId }: z.infer<typeof PreviewWanted>,
  actor: Actor,
): Promise<MergePreview> {
  const pair = await database.withOrganization(actor.access, (tx) => lockPair(tx, { keptId, mergedId }, {}, actor))
  const dependents = await recordDependents(database, authorize(actor.access, clients, 'show'), mergedId)
  const moves: Counts = {}
  for (const { resource, count } of dependents) moves[resource] = (moves[resource] ?? 0) + count
  return { kept: headOf(pair.kept), merged: headOf(pair.merged), choices: choicesOf(pair), moves }
}

const headOf = (row: Row) => ({ id: String(row['id']), version: Number(row['version']), title: titleOf(row) })
const titleOf = (row: Row) => String(row[clients.title])

export interface MergeAnswer {
  /** Of the merge, by which it is undone. */
  id: string
  /** The client that stays, as the caller sees it. */
  client: unknown
  moved: Counts
  /** Records that went to the trash, as they would have told of one client twice. */
  setAside: Counts
}

/**
 * Merges one client into another, all or nothing: the chosen values are written, everything that refers to the one refers to
 * the other, the one goes to the trash, and what it takes to undo this is kept. It moves what the caller may not read as
 * well, or it would be left with a client in the trash. Throws 403, 404, 409, 422 (`lockPair`, `chosenValues`).
 */
export async function mergeClients(
  database: Database,
  keptId: string,
  { mergedId, fields, versions }: z.infer<typeof MergeWanted>,
  actor: Actor,
): Promise<MergeAnswer> {
  return database.withOrganization(actor.access, async (tx) => {
    const pair = await lockPair(tx, { keptId, mergedId }, versions, actor)
    const { kept, merged } = pair
    const batch = { ...actor, batchId: uuid() }
    const values = chosenValues(pair, fields)
    const { change, errors } = edited(clients, kept, values, actor)
    if (errors.length > 0) throw invalid(errors, clients.name)
    // A phone's other spelling is known here; the rules know only how it is kept.
    if (change) Object.assign(change.after, asTyped(values))
    const links = await moveLinks(tx, batch, mergedId, keptId)
    await writeOne(
      tx,
      clients,
      { kind: 'delete', before: merged, after: { ...merged, deletedAt: actor.now.toISOString() } },
      batch,
    )
    if (change) await writeOne(tx, clients, change, batch)
    const id = uuid()
    const changed = change ? changedFields(clients, kept, change.after) : {}
    await insertMerge(tx, { id, keptId, mergedId, undo: { fields: changed, links } }, actor)
    const moved = countsOf(links, ({ moved }) => Object.keys(moved).length)
    const setAside = countsOf(links, ({ aside }) => aside.length)
    const title = titleOf(change?.after ?? kept)
    const facts = { merged: titleOf(merged), mergedId, ...moved }
    await recordActivity(tx, activity(clients.name, 'merge', actor, { recordId: keptId, title, changes: facts }))
    const { body } = await showWithin(tx, authorize(actor.access, clients, 'show'), keptId)
    return { id, client: JSON.parse(body) as unknown, moved, setAside }
  })
}

const asTyped = (values: Row) => Object.fromEntries(Object.entries(values).filter(([name]) => name.endsWith('AsTyped')))

function countsOf(links: Record<string, MovedLinks>, count: (links: MovedLinks) => number): Counts {
  const counts = Object.entries(links).map(([resource, moved]) => [resource, count(moved)] as const)
  return Object.fromEntries(counts.filter(([, number]) => number > 0))
}
