import type { TenantTransaction } from '../database/tenant.ts'
import { invalid, notFound, Problem } from '../errors.ts'
import { authorize, type Access } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { lockRecords, requireOwn } from '../records/lock.ts'
import { requireVersion } from '../records/update.ts'
import { clients } from '../resources/clients.ts'
import type { Pair } from './choices.ts'

/** Merging is an edit of the client that stays and a deletion of the other. Throws 403 when the role may do neither to any. */
export function authorizeMerge(access: Access) {
  return {
    visible: authorize(access, clients, 'show'),
    edit: authorize(access, clients, 'edit'),
    removal: authorize(access, clients, 'delete'),
  }
}

/**
 * Locks both clients of a merge, in one order for everybody. Throws 403, 404 when the one that stays is not there for the
 * caller, 422 when the other is not, and 409 when it is gone already or either has moved on from its version.
 */
export async function lockPair(
  tx: TenantTransaction,
  ids: { keptId: string; mergedId: string },
  versions: { kept?: number; merged?: number },
  actor: Actor,
): Promise<Pair> {
  const { visible, edit, removal } = authorizeMerge(actor.access)
  if (ids.keptId === ids.mergedId) throw invalid([{ pointer: '/mergedId', detail: 'must be another client' }])
  const rows = await lockRecords(tx, visible, [ids.keptId, ids.mergedId])
  const kept = rows.find((row) => row['id'] === ids.keptId)
  const merged = rows.find((row) => row['id'] === ids.mergedId)
  if (!kept || kept['deletedAt']) throw notFound(clients.name)
  if (!merged) throw invalid([{ pointer: '/mergedId', detail: 'refers to a record that does not exist' }])
  if (merged['deletedAt']) throw new Problem('conflict', 'This client was merged or deleted meanwhile')
  requireOwn(edit, kept, 'edit')
  requireOwn(edit, merged, 'edit')
  requireOwn(removal, merged, 'delete')
  await requireVersion(tx, clients, kept, versions.kept, actor)
  await requireVersion(tx, clients, merged, versions.merged, actor)
  return { kept, merged }
}
