import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { badParameter, invalid } from '../errors.ts'
import type { Definition } from '../resources/define.ts'
import { authorize, type Scope } from './access.ts'
import type { Actor } from './actor.ts'
import { table } from './columns.ts'
import { lockRecords, refusal } from './lock.ts'
import { parseQuery } from './query.ts'
import { parsePatch, toFieldErrors } from './schemas.ts'
import { edited } from './update.ts'
import { where } from './where.ts'
import { writeRecords, type RecordChange } from './write.ts'

const BulkRequest = z
  .strictObject({
    action: z.enum(['edit', 'delete', 'restore']),
    changes: z.record(z.string(), z.unknown()).optional(),
    ids: z.array(z.uuid()).min(1).max(10_000).optional(),
    query: z.string().max(10_000).optional(),
  })
  .refine((body) => (body.ids === undefined) !== (body.query === undefined), { error: 'give either ids or query' })
  .refine((body) => body.action !== 'edit' || body.changes !== undefined, { path: ['changes'], error: 'is required' })
type BulkRequest = z.infer<typeof BulkRequest>

export interface BulkAnswer {
  done: number
  /** The first hundred that were not changed, and why. */
  refused: { id: string; title: string | null; detail: string }[]
  refusedTotal: number
}

const chunkSize = 500
const mostRecords = 100_000
const listedRefusals = 100

/** Edits, deletes or restores many records in one transaction. What may not be touched is refused, one by one, and said. */
export async function bulkRecords(
  database: Database,
  definition: Definition,
  body: unknown,
  actor: Actor,
): Promise<BulkAnswer> {
  const parsed = BulkRequest.safeParse(body)
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(toFieldErrors))
  const request = parsed.data
  const scope = authorize(actor.access, definition, request.action === 'edit' ? 'bulkEdit' : 'delete')
  const changes = request.action === 'edit' ? parsePatch(definition, request.changes) : {}
  return database.withOrganization(actor.access, async (tx) => {
    const ids = request.ids ? [...new Set(request.ids)] : await matching(tx, definition, request, actor)
    const answer: BulkAnswer = { done: 0, refused: [], refusedTotal: 0 }
    for (let start = 0; start < ids.length; start += chunkSize) {
      await changeChunk(tx, scope, request.action, changes, ids.slice(start, start + chunkSize), actor, answer)
    }
    return answer
  })
}

async function matching(
  tx: TenantTransaction,
  definition: Definition,
  request: BulkRequest,
  { access }: Actor,
): Promise<string[]> {
  const readable = authorize(access, definition, 'list')
  const params = new URLSearchParams(request.query)
  for (const key of ['_start', '_end', '_after']) params.delete(key)
  const query = parseQuery(definition, params, access)
  const rows = await tx.query<{ id: string }>(
    sql`select t.id from ${table(definition)} t where ${where(readable, query)} order by t.id limit ${mostRecords + 1}::int`,
  )
  if (rows.length > mostRecords) throw badParameter('query', `matches more than ${mostRecords} records; narrow it down`)
  return rows.map((row) => row.id)
}

async function changeChunk(
  tx: TenantTransaction,
  scope: Scope,
  action: BulkRequest['action'],
  changes: Row,
  ids: string[],
  actor: Actor,
  answer: BulkAnswer,
): Promise<void> {
  const { definition } = scope
  const rows = await lockRecords(tx, authorize(actor.access, definition, 'show'), ids)
  const found = new Map(rows.map((row) => [row['id'], row]))
  const write: RecordChange[] = []
  for (const id of ids) {
    const row = found.get(id)
    const verdict = row ? judge(scope, action, row, changes, actor) : 'no longer exists'
    if (typeof verdict !== 'string') {
      answer.done++
      if (verdict) write.push(verdict)
      continue
    }
    answer.refusedTotal++
    if (answer.refused.length < listedRefusals)
      answer.refused.push({ id, title: titleOf(definition, row), detail: verdict })
  }
  if (write.length > 0) await writeRecords(tx, definition, write, actor)
}

const titleOf = (definition: Definition, row: Row | undefined) => (row ? String(row[definition.title] ?? '') : null)

/** The change to write, nothing when all is as wanted, or why not. */
function judge(
  scope: Scope,
  action: BulkRequest['action'],
  before: Row,
  changes: Row,
  actor: Actor,
): RecordChange | string | undefined {
  const why = refusal(scope, before)
  if (why) return why
  if (action === 'restore')
    return before['deletedAt'] ? { kind: 'restore', before, after: { ...before, deletedAt: null } } : undefined
  if (before['deletedAt']) return 'is in the trash'
  if (action === 'delete') return { kind: 'delete', before, after: { ...before, deletedAt: actor.now.toISOString() } }
  const { change, errors } = edited(scope.definition, before, changes, actor.now)
  return errors.length > 0 ? errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ') : change
}
