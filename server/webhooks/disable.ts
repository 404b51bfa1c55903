import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { notify } from '../notices/notify.ts'
import { nobodyIn } from '../records/actor.ts'
import { lockRecords } from '../records/lock.ts'
import { writeRecords } from '../records/write.ts'
import { webhooks, type DisabledReason } from '../resources/webhooks.ts'

interface Disabling {
  organizationId: string
  id: string
  /** The delivery over which it happened; set aside as well. */
  deliveryId: string
  because: DisabledReason
}

/**
 * Ends sending to an endpoint until somebody enables it again, and tells the owners. What waits is set aside, and goes out
 * when it is enabled.
 */
export async function disableWebhook(
  tx: TenantTransaction,
  { organizationId, id, deliveryId, because }: Disabling,
  now: Date,
): Promise<void> {
  const actor = { access: nobodyIn(organizationId), now }
  const scope = { access: actor.access, definition: webhooks, reach: 'any' } as const
  const [before] = await lockRecords(tx, scope, [id])
  if (!before || before['deletedAt'] || before['disabledAt']) return
  const after = { ...before, disabledAt: now.toISOString(), disabledBecause: because }
  await writeRecords(tx, webhooks, [{ kind: 'edit', before, after }], actor)
  await tx.query(sql`
    update webhook_delivery set state = 'cancelled', next_at = null, ended_at = ${now.toISOString()}::timestamptz
    where organization_id = ${organizationId}::uuid and webhook_id = ${id}::uuid
      and (state = 'pending' or id = ${deliveryId}::uuid)`)
  const owners = await tx.query<{ id: string }>(sql`
    select id from membership where organization_id = ${organizationId}::uuid and role = 'ORG_OWNER' and deleted_at is null`)
  const about = { resource: webhooks.name, id, title: String(before['name']) }
  const notices = owners.map(({ id: memberId }) => ({
    kind: 'webhook-disabled' as const,
    memberId,
    about,
    data: { because },
  }))
  await notify(tx, notices, { actorId: null, now })
}
