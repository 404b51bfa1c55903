import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'

/** What was put off goes out now: the endpoint's address changed, or it answered a test. */
export async function endWaiting(tx: TenantTransaction, id: string, now: Date): Promise<void> {
  const { organizationId } = tx.context
  await tx.query(sql`
    update webhook set wait_until = null, silences = 0
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid`)
  await tx.query(sql`
    update webhook_delivery set next_at = ${now.toISOString()}::timestamptz
    where organization_id = ${organizationId}::uuid and webhook_id = ${id}::uuid and state = 'pending'
      and next_at > ${now.toISOString()}::timestamptz`)
}
