import { z } from 'zod'
import type { Database } from '../database/index.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { invalid, notFound } from '../errors.ts'
import { hooksOf } from '../hooks/index.ts'
import { authorize } from '../records/access.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { lockRecords } from '../records/lock.ts'
import { writeOne } from '../records/update.ts'
import { members } from '../resources/members.ts'
import { handOver, type Counts } from './handOver.ts'

export const Removal = z.strictObject({ handOverTo: z.uuid().toLowerCase().optional() })

/**
 * Ends a membership and hands over what was assigned to the member, all or nothing. Throws 403 by the role matrix, 404,
 * 409 for the last owner, 422 when the receiver is not another member.
 */
export async function removeMember(
  database: Database,
  actor: Actor,
  memberId: string,
  { handOverTo }: z.infer<typeof Removal>,
): Promise<{ handedOver: Counts }> {
  const scope = authorize(actor.access, members, 'delete')
  return database.withOrganization(actor.access, async (tx) => {
    const locked = await lockRecords(tx, scope, handOverTo ? [memberId, handOverTo] : [memberId])
    const living = new Map(locked.filter((row) => !row['deletedAt']).map((row) => [row['id'], row]))
    const before = living.get(memberId)
    if (!before) throw notFound('members')
    hooksOf(members.name).beforeRemove?.({ kind: 'delete', record: before, access: actor.access })
    const handedOver = handOverTo ? await handedOverTo(tx, actor, before, living.get(handOverTo)) : {}
    const after = { ...before, deletedAt: actor.now.toISOString() }
    await writeOne(tx, members, { kind: 'delete', before, after }, actor)
    return { handedOver }
  })
}

async function handedOverTo(tx: TenantTransaction, actor: Actor, leaving: Row, receiver: Row | undefined) {
  if (!receiver || receiver === leaving) {
    throw invalid([{ pointer: '/handOverTo', detail: 'must be another member of this organization' }])
  }
  const recordId = String(leaving['id'])
  const counts = await handOver(tx, actor, recordId, String(receiver['id']))
  const about = { recordId, title: String(leaving['name']), changes: { to: receiver['name'], ...counts } }
  await recordActivity(tx, activity(members.name, 'hand-over', actor, about))
  return counts
}
