import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { hooksOf } from '../hooks/index.ts'
import { say } from '../messages/message.ts'
import { accessIn } from '../organizations/access.ts'
import { authorize, type Access, type Scope } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { activity, recordActivity } from '../records/activity.ts'
import { lockRecords, requireOwn } from '../records/lock.ts'
import { writeRecords, type RecordChange } from '../records/write.ts'
import { resources } from '../resources/index.ts'
import type { Definition } from '../resources/define.ts'
import { moveImport, type Import, type ImportStep } from './imports.ts'
import { announcer, rowsOf, Superseded, type ImportJob } from './turn.ts'
import { createdAfter, verdictsOf, type Imported, type Verdicts } from './undoable.ts'

const chunkSize = 500
/** Before every id. */
const first = '00000000-0000-0000-0000-000000000000'

interface Deps {
  database: Database
  now: () => Date
  /** The server is going down: all is taken back and left for the next one. */
  stop?: AbortSignal
}

/** Who may import a resource and delete what the import's author created may undo it. Throws 403. */
export function authorizeUndo(access: Access, definition: Definition, file: Pick<Import, 'createdBy'>): Scope {
  authorize(access, definition, 'import')
  const scope = authorize(access, definition, 'delete')
  requireOwn(scope, { createdBy: file.createdBy }, 'delete')
  return scope
}

/**
 * Moves to the trash what an import created and nobody has touched since, in the transaction of its job: all that can go, or
 * nothing. Records that were changed, deleted or have others hanging on them stay, and are counted.
 */
export async function undoImport(deps: Deps, tx: TenantTransaction, job: ImportJob, file: Import): Promise<void> {
  const definition = resources[file.resource]
  const { resource } = file
  if (!definition) throw new Problem('not-found', say('There is no resource {resource} any more', { resource }))
  // Only now: the role may have changed since the job was asked for.
  const access = await accessIn(deps.database, job.userId, job.organizationId)
  authorizeUndo(access, definition, file)
  const actor: Actor = { access, now: deps.now(), importId: file.id, batchId: uuid() }
  const imported: Imported = { organizationId: job.organizationId, importId: file.id, definition }
  const counts = await goThrough(deps, tx, { imported, actor, announce: announcer(deps.database, job) })
  if (counts.undoable > 0) {
    const changes = { fileName: file.fileName, count: counts.undoable }
    await recordActivity(tx, activity(resource, 'delete', actor, { title: file.fileName, changes }))
  }
  await conclude(tx, job, file, counts, actor)
}

interface Pass {
  imported: Imported
  actor: Actor
  announce: (step: ImportStep) => Promise<void>
}

async function goThrough({ stop }: Deps, tx: TenantTransaction, pass: Pass): Promise<Verdicts> {
  const counts: Verdicts = { undoable: 0, changed: 0, deleted: 0, related: 0 }
  let seen = 0
  let announced = Date.now()
  let ids = await createdAfter(tx, pass.imported, first, chunkSize)
  while (ids.length > 0) {
    stop?.throwIfAborted()
    await removeChunk(tx, pass, ids, counts)
    seen += ids.length
    ids = await createdAfter(tx, pass.imported, ids.at(-1) ?? first, chunkSize)
    if (Date.now() - announced < 250) continue
    announced = Date.now()
    await pass.announce({ rowsDone: seen })
  }
  return counts
}

/** Locked first, judged then: what is changed or hung on a record at the same moment is seen, or waits for us. */
async function removeChunk(tx: TenantTransaction, pass: Pass, ids: string[], counts: Verdicts): Promise<void> {
  const { imported, actor } = pass
  const { definition } = imported
  const rows = await lockRecords(tx, authorize(actor.access, definition, 'show'), ids)
  const verdicts = await verdictsOf(tx, imported, ids)
  for (const verdict of verdicts.values()) counts[verdict]++
  const going = rows.filter((row) => verdicts.get(String(row['id'])) === 'undoable')
  const changes = going.map((before): RecordChange => {
    hooksOf(definition.name).beforeRemove?.({ kind: 'delete', record: before, access: actor.access })
    return { kind: 'delete', before, after: { ...before, deletedAt: actor.now.toISOString() } }
  })
  if (changes.length > 0) await writeRecords(tx, definition, changes, actor)
}

/** The last step stands in the transaction of the work itself. An earlier undo's records are among those deleted. */
async function conclude(
  tx: TenantTransaction,
  job: ImportJob,
  file: Import,
  { undoable, changed, deleted, related }: Verdicts,
  { now }: Actor,
): Promise<void> {
  const at = now.toISOString()
  const earlier = file.options.undo?.done ?? 0
  const since = file.options.undo?.since ?? file.options.undo?.at ?? at
  // What came back from the trash meanwhile is counted as changed, and is no longer this undo's doing.
  const done = Math.min(earlier, deleted) + undoable
  const undo = { since, at, done, changed, deleted: deleted + undoable - done, related }
  const step: ImportStep = { status: 'done', rowsDone: rowsOf(file), error: null, options: { undo } }
  if (!(await moveImport(tx, file.id, { status: ['undoing'], attempt: job.attempt }, step))) throw new Superseded()
}
