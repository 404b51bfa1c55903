import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { badParameter, invalid } from '../errors.ts'
import { say } from '../messages/message.ts'
import type { Definition } from '../resources/define.ts'
import { v7 as uuid } from 'uuid'
import { deferLimits, settleLimits } from '../billing/limits.ts'
import { authorize } from './access.ts'
import { activity, recordActivity } from './activity.ts'
import type { Actor } from './actor.ts'
import { changeChunk, type BulkAnswer } from './bulkChange.ts'
import { table } from './columns.ts'
import { parseQuery } from './query.ts'
import { requireLiving } from './references.ts'
import { parsePatch, toFieldErrors } from './schemas.ts'
import { where } from './where.ts'

const BulkRequest = z
  .strictObject({
    action: z.enum(['edit', 'delete', 'restore']),
    changes: z.record(z.string(), z.unknown()).optional(),
    ids: z.array(z.uuid().toLowerCase()).min(1).max(10_000).optional(),
    query: z.string().max(10_000).optional(),
  })
  .refine((body) => (body.ids === undefined) !== (body.query === undefined), { error: 'give either ids or query' })
  .refine((body) => body.action !== 'edit' || body.changes !== undefined, { path: ['changes'], error: 'is required' })
type BulkRequest = z.infer<typeof BulkRequest>

const chunkSize = 500
const mostRecords = 100_000

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
    await requireLiving(tx, definition, [{ kind: 'edit', before: null, after: changes }], actor.access)
    // In one order, so that two bulk changes at the same moment wait for each other instead of blocking each other.
    const ids = request.ids ? [...new Set(request.ids)].sort() : await matching(tx, definition, request, actor)
    const answer: BulkAnswer = { done: 0, refused: [], refusedTotal: 0 }
    const batch = ids.length > 1 ? { ...actor, batchId: uuid() } : actor
    if (request.action === 'restore') await deferLimits(tx, definition.name)
    for (let start = 0; start < ids.length; start += chunkSize) {
      await changeChunk(
        { tx, scope, action: request.action, changes, actor: batch, answer },
        ids.slice(start, start + chunkSize),
      )
    }
    if (batch.batchId && answer.done > 0) {
      // The feed tells of the whole; each record's history of its own part.
      const summary = { count: answer.done, fields: Object.keys(changes) }
      await recordActivity(tx, activity(definition.name, request.action, batch, { changes: summary }))
    }
    if (request.action === 'restore') await settleLimits(tx, definition.name, answer.done)
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
  if (rows.length > mostRecords)
    throw badParameter('query', say('matches more than {most} records; narrow it down', { most: mostRecords }))
  return rows.map((row) => row.id)
}
