import type { TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import type { Actor } from '../records/actor.ts'
import { insertRecords } from '../records/create.ts'
import type { Definition } from '../resources/define.ts'
import type { Automatic } from './automatic.ts'
import type { Prepared, Preparer } from './prepare.ts'

export interface Insertion {
  definition: Definition
  preparer: Preparer
  automatic: Automatic
  actor: Actor
}

/**
 * Inserts the ready rows of a chunk. Somebody may take a unique value after we have looked: then the chunk is
 * undone, filled and looked at once more, and the row concerned is refused like any other duplicate.
 */
export async function insertChunk(
  tx: TenantTransaction,
  prepared: Prepared,
  { definition, preparer, automatic, actor }: Insertion,
): Promise<Prepared> {
  const untouched = prepared.ready.map(({ source, record }) => ({ source, record: { ...record } }))
  await automatic.fill(recordsOf(prepared))
  try {
    await tx.attempt(() => insert(tx, definition, prepared, actor))
    return prepared
  } catch (error) {
    if (!(error instanceof Problem && error.problem === 'conflict')) throw error
  }
  const refilled = { ...prepared, ready: untouched }
  await automatic.fill(recordsOf(refilled))
  const again = await preparer.withoutDuplicates(tx, refilled)
  await insert(tx, definition, again, actor)
  return again
}

const recordsOf = ({ ready }: Prepared) => ready.map(({ record }) => record)

async function insert(tx: TenantTransaction, definition: Definition, prepared: Prepared, actor: Actor): Promise<void> {
  if (prepared.ready.length > 0) await insertRecords(tx, definition, recordsOf(prepared), actor)
}
