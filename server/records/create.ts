import type { Database } from '../database/index.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { invalid } from '../errors.ts'
import { hooksOf } from '../hooks/index.ts'
import { authorize } from './access.ts'
import type { Actor } from './actor.ts'
import { once, type Idempotency } from './idempotency.ts'
import { requireLiving } from './references.ts'
import { parseCreate } from './schemas.ts'
import { newRecord, writeRecords, type WrittenRecord } from './write.ts'
import type { Definition } from '../resources/define.ts'

/** Creates one record and its activity row. Throws 403, 409 on a taken value, 422 with every wrong field. */
export async function createRecord(
  database: Database,
  definition: Definition,
  body: unknown,
  actor: Actor,
  idempotency?: Idempotency,
): Promise<WrittenRecord> {
  authorize(actor.access, definition, 'create')
  const after = prepareNew(definition, parseCreate(definition, body), actor)
  return database.withOrganization(actor.access, (tx) =>
    once(tx, idempotency, actor, () => insertOne(tx, definition, after, actor)),
  )
}

/** Runs the hooks over a new record's fields. Throws 422. */
export function prepareNew(definition: Definition, fields: Row, actor: Actor): Row {
  const after = newRecord(fields, actor)
  const { now, access } = actor
  const errors = hooksOf(definition.name).beforeWrite?.({ before: null, after, now, access, mayRemove: true }) ?? []
  if (errors.length > 0) throw invalid(errors, definition.name)
  return after
}

/** Inserts prepared records in one statement. */
export async function insertRecords(tx: TenantTransaction, definition: Definition, rows: Row[], actor: Actor) {
  await hooksOf(definition.name).beforeInsert?.(tx, rows)
  const changes = rows.map((after) => ({ kind: 'create' as const, before: null, after }))
  return writeRecords(tx, definition, changes, actor)
}

async function insertOne(
  tx: TenantTransaction,
  definition: Definition,
  row: Row,
  actor: Actor,
): Promise<WrittenRecord> {
  await requireLiving(tx, definition, [{ kind: 'create', before: null, after: row }], actor.access)
  const [written] = await insertRecords(tx, definition, [row], actor)
  if (!written) throw new Error('The insert answered no row')
  return written
}
