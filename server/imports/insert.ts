import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { hooksOf } from '../hooks/index.ts'
import type { Actor } from '../records/actor.ts'
import { insertRecords } from '../records/create.ts'
import type { Definition } from '../resources/define.ts'
import type { Prepared, Preparer } from './prepare.ts'

/**
 * Inserts the ready rows of a chunk. Somebody may take a unique value after we have looked: then the chunk is
 * undone, looked at once more, and the row concerned is refused like any other duplicate.
 */
export async function insertChunk(
  database: Database,
  tx: TenantTransaction,
  definition: Definition,
  preparer: Preparer,
  prepared: Prepared,
  actor: Actor,
): Promise<Prepared> {
  await fillAutomatic(database, definition, prepared, actor)
  await tx.query(sql`savepoint chunk`)
  try {
    await insert(tx, definition, prepared, actor)
    await tx.query(sql`release savepoint chunk`)
    return prepared
  } catch (error) {
    if (!(error instanceof Problem && error.problem === 'conflict')) throw error
  }
  await tx.query(sql`rollback to savepoint chunk`)
  const again = await preparer.withoutDuplicates(tx, prepared)
  await insert(tx, definition, again, actor)
  return again
}

async function insert(tx: TenantTransaction, definition: Definition, { ready }: Prepared, actor: Actor): Promise<void> {
  if (ready.length === 0) return
  await insertRecords(
    tx,
    definition,
    ready.map(({ record }) => record),
    actor,
  )
}

/**
 * Fills `automatic` fields in a transaction of its own. A series' counter is locked until its transaction ends, and
 * an import is long: nobody else could create a record meanwhile. A run that is undone leaves a gap in the series.
 */
async function fillAutomatic(
  database: Database,
  definition: Definition,
  { ready }: Prepared,
  actor: Actor,
): Promise<void> {
  const hooks = hooksOf(definition.name)
  if (!hooks.beforeInsert || ready.length === 0) return
  await database.withOrganization(actor.access, async (own) =>
    hooks.beforeInsert?.(
      own,
      ready.map(({ record }) => record),
    ),
  )
}
