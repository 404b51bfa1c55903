import type { Database } from '../database/index.ts'
import { notInTrash } from '../errors.ts'
import { hooksOf } from '../hooks/index.ts'
import type { Definition } from '../resources/define.ts'
import { authorize } from './access.ts'
import type { Actor } from './actor.ts'
import { lockRecords, requireOwn } from './lock.ts'
import type { ShownRecord } from './show.ts'
import { lockLive, requireVersion, writeOne } from './update.ts'

/** Moves a record to the trash. Throws 403, 404, and 409 when it has moved on from `version`. */
export async function removeRecord(
  database: Database,
  definition: Definition,
  id: string,
  version: number | undefined,
  actor: Actor,
): Promise<ShownRecord> {
  const scope = authorize(actor.access, definition, 'delete')
  return database.withOrganization(actor.access, async (tx) => {
    const before = await lockLive(tx, definition, id, actor)
    requireOwn(scope, before, 'delete')
    hooksOf(definition.name).beforeRemove?.({ kind: 'delete', record: before, access: actor.access })
    await requireVersion(tx, definition, before, version, actor)
    const after = { ...before, deletedAt: actor.now.toISOString() }
    return writeOne(tx, definition, { kind: 'delete', before, after }, actor)
  })
}

/** Takes a record out of the trash. Throws 403, 404 when it is not in it, and 409 when a unique value was taken meanwhile. */
export async function restoreRecord(
  database: Database,
  definition: Definition,
  id: string,
  actor: Actor,
): Promise<ShownRecord> {
  const scope = authorize(actor.access, definition, 'delete')
  return database.withOrganization(actor.access, async (tx) => {
    const [before] = await lockRecords(tx, authorize(actor.access, definition, 'show'), [id], 'edit')
    if (!before?.['deletedAt']) throw notInTrash(definition.name)
    requireOwn(scope, before, 'delete')
    hooksOf(definition.name).beforeRemove?.({ kind: 'restore', record: before, access: actor.access })
    return writeOne(tx, definition, { kind: 'restore', before, after: { ...before, deletedAt: null } }, actor)
  })
}
