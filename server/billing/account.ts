import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import type { Interval, Plan } from '../resources/plans.ts'

/** What is kept of an organization's customer at Stripe. */
export interface Account {
  id: string
  subscriptionId: string | null
  status: string | null
  plan: Plan
  interval: Interval | null
  periodEnd: Date | null
  endsAt: Date | null
  failedInvoice: string | null
  graceUntil: Date | null
  isEnding: boolean
}

/** The SELECT of an organization's living account. */
export const selectAccount = (organizationId: string | null) => sql`
  select a.id, a.subscription_id as "subscriptionId", a.status, a.plan, a.interval, a.period_end as "periodEnd", a.ends_at as "endsAt",
    a.failed_invoice as "failedInvoice", a.grace_until as "graceUntil", a.is_ending as "isEnding"
  from billing_account a where a.organization_id = ${organizationId}::uuid and a.deleted_at is null`

/** Says that there may be news of the account at Stripe: the job that asks comes along by trigger. */
export const tell = (organizationId: string, customerId: string, now: Date) => sql`
  update billing_account set told_at = ${now.toISOString()}::timestamptz
  where organization_id = ${organizationId}::uuid and id = ${customerId} and deleted_at is null`

/**
 * With the organization's deletion its subscription is not renewed any more, and with its return it is again; a job says so to
 * Stripe, as often as it takes. That of an organization that is purged is ended at once, by trigger.
 */
export function endSubscription(tx: TenantTransaction, isEnding: boolean, now: Date) {
  return tx.query(sql`
    update billing_account set is_ending = ${isEnding}, told_at = ${now.toISOString()}::timestamptz
    where organization_id = ${tx.context.organizationId}::uuid and deleted_at is null`)
}
