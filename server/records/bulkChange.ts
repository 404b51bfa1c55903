import type { Row, TenantTransaction } from '../database/tenant.ts'
import { faultsOf, Problem } from '../errors.ts'
import { hooksOf } from '../hooks/index.ts'
import { isMessage, type Message } from '../messages/message.ts'
import { authorize, type Scope } from './access.ts'
import type { Actor } from './actor.ts'
import { lockRecords, refusal } from './lock.ts'
import { edited } from './update.ts'
import { writeRecords, type RecordChange } from './write.ts'

export interface BulkAnswer {
  done: number
  /** The first hundred that were not changed, and why. */
  refused: { id: string; title: string | null; detail: Message }[]
  refusedTotal: number
}

/** One bulk change under way: what is done to each record, and what has come of it so far. */
export interface BulkChange {
  tx: TenantTransaction
  scope: Scope
  action: 'edit' | 'delete' | 'restore'
  changes: Row
  actor: Actor
  answer: BulkAnswer
}

const listedRefusals = 100

/** Changes these records as far as each may be changed, and adds to the answer. */
export async function changeChunk(bulk: BulkChange, ids: string[]): Promise<void> {
  const { definition } = bulk.scope
  const lockedFor = bulk.action === 'delete' ? 'removal' : 'edit'
  const rows = await lockRecords(bulk.tx, authorize(bulk.actor.access, definition, 'show'), ids, lockedFor)
  const found = new Map(rows.map((row) => [String(row['id']), row]))
  const write: RecordChange[] = []
  for (const id of ids) {
    const row = found.get(id)
    const verdict = row ? judge(bulk, row) : 'no longer exists'
    if (!verdict) bulk.answer.done++
    else if (isMessage(verdict)) refuse(bulk, id, row, verdict)
    else write.push(verdict)
  }
  if (write.length > 0) await writeAll(bulk, write)
}

/** The change to write, nothing when all is as wanted, or why not. */
function judge({ scope, action, changes, actor }: BulkChange, before: Row): RecordChange | Message | undefined {
  const why = refusal(scope, before)
  if (why) return why
  const isTrashed = Boolean(before['deletedAt'])
  if (action === 'restore' && !isTrashed) return undefined
  if (action !== 'restore' && isTrashed) return 'is in the trash'
  if (action !== 'edit') return orRefused(() => removal(scope, action, before, actor))
  return orRefused(() => {
    const { change, errors } = edited(scope.definition, before, changes, actor)
    if (errors.length === 0) return change
    return faultsOf(errors, scope.definition.name)
  })
}

function removal({ definition }: Scope, kind: 'delete' | 'restore', before: Row, { access, now }: Actor): RecordChange {
  hooksOf(definition.name).beforeRemove?.({ kind, record: before, access })
  return { kind, before, after: { ...before, deletedAt: kind === 'delete' ? now.toISOString() : null } }
}

/** A hook may find that this one record is not the caller's to change so; that refuses the record, not the rest. */
function orRefused(judged: () => RecordChange | Message | undefined): RecordChange | Message | undefined {
  try {
    return judged()
  } catch (error) {
    if (error instanceof Problem && ['forbidden', 'conflict'].includes(error.problem)) return error.detail
    throw error
  }
}

/** All at once; when a unique value stands in the way of some, one by one, so that only those are refused. */
async function writeAll(bulk: BulkChange, changes: RecordChange[]): Promise<void> {
  const { tx, scope, actor, answer } = bulk
  const write = (some: RecordChange[]) => tx.attempt(() => writeRecords(tx, scope.definition, some, actor))
  try {
    answer.done += (await write(changes)).length
    return
  } catch (error) {
    if (!isTaken(error)) throw error
  }
  for (const change of changes) {
    try {
      answer.done += (await write([change])).length
    } catch (error) {
      if (!isTaken(error)) throw error
      refuse(bulk, String(change.after['id']), change.after, error.detail)
    }
  }
}

const isTaken = (error: unknown): error is Problem => error instanceof Problem && error.problem === 'conflict'

function refuse({ scope, answer }: BulkChange, id: string, row: Row | undefined, detail: Message): void {
  answer.refusedTotal++
  const title = row ? String(row[scope.definition.title] ?? '') : null
  if (answer.refused.length < listedRefusals) answer.refused.push({ id, title, detail })
}
