import { nobodyIn } from '../records/actor.ts'
import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { logOrganization } from '../organizations/log.ts'
import type { Account } from './account.ts'
import type { AccountState } from './state.ts'

/** Writes down how an account stands, and what has changed by that into the feed. One that was given up meanwhile stays so. */
export async function writeState(
  tx: TenantTransaction,
  before: Account,
  after: AccountState,
  now: Date,
): Promise<void> {
  const organizationId = tx.context.organizationId ?? ''
  const at = (date: Date | null) => date?.toISOString() ?? null
  const written = await tx.query(sql`
    update billing_account set subscription_id = ${after.subscriptionId}, status = ${after.status}, plan = ${after.plan}, interval = ${after.interval},
      period_end = ${at(after.periodEnd)}::timestamptz, ends_at = ${at(after.endsAt)}::timestamptz, failed_invoice = ${after.failedInvoice},
      grace_until = ${at(after.graceUntil)}::timestamptz, asked_at = ${now.toISOString()}::timestamptz,
      deleted_at = case when ${after.isDeleted} then ${now.toISOString()}::timestamptz end
    where organization_id = ${organizationId}::uuid and id = ${before.id} and deleted_at is null returning id`)
  const changes = changed(before, after)
  if (!changes || written.length === 0) return
  const [organization] = await tx.query<{ name: string }>(
    sql`select name from organization where id = ${organizationId}::uuid`,
  )
  await logOrganization(
    tx,
    'billing',
    { access: nobodyIn(organizationId), now },
    { title: organization?.name, changes },
  )
}

/** What the feed tells: plan, how it is paid, and until when. */
function changed(before: Account, after: AccountState): Row | undefined {
  const told = (state: Account | AccountState) => ({
    plan: state.plan,
    interval: state.interval,
    status: state.status,
    endsAt: state.endsAt?.toISOString() ?? null,
    graceUntil: state.graceUntil?.toISOString() ?? null,
  })
  const [from, to] = [told(before), told(after)]
  const names = (Object.keys(to) as (keyof typeof to)[]).filter((name) => from[name] !== to[name])
  return names.length > 0 ? Object.fromEntries(names.map((name) => [name, [from[name], to[name]]])) : undefined
}
