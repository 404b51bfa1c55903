import type Stripe from 'stripe'
import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import { nobodyIn } from '../records/actor.ts'
import { sql } from '../database/sql.ts'
import type { LoginTransaction } from '../database/tenant.ts'
import { tryLock } from '../database/tryLock.ts'
import type { Handler, JobData, JobResult } from '../jobs/jobs.ts'
import { selectAccount, type Account } from './account.ts'
import { tellOwners } from './paymentFailed.ts'
import type { StripeSettings } from './settings.ts'
import { listed, readState, subscriptionsOf } from './state.ts'
import { isMissing, type OpenStripe } from './stripe.ts'
import { writeState } from './writeState.ts'

/** What the triggers of billing accounts queue. */
export interface BillingJob extends JobData {
  organizationId: string
  customerId: string
}

export interface BillingWork {
  database: Database
  /** None: payments are not set up (any more). */
  stripe?: { settings: StripeSettings; open: OpenStripe }
  log: Logger
  now: () => Date
}

/**
 * Tells Stripe what was decided here, then asks how the customer stands and writes that down: the one way a plan changes. What was
 * told in between does not matter, nor in which order. The lock is held while Stripe is asked, so whoever asks last writes last.
 */
export function billingHandler(work: BillingWork): Handler<BillingJob> {
  return { queue: 'billing', run: (job) => work.database.asLogin((tx) => settle(work, tx, job)) }
}

async function settle({ stripe, log, now }: BillingWork, tx: LoginTransaction, job: BillingJob): Promise<JobResult> {
  if (!stripe) throw new Error('Payments are not set up: STRIPE_SECRET_KEY is missing')
  const { organizationId, customerId } = job
  if (!(await tryLock(tx, job.lock))) return 'later'
  const access = nobodyIn(organizationId)
  const [kept] = await tx.inOrganization(access, (inside) =>
    inside.query<{ isLiving: boolean }>(sql`
      select deleted_at is null as "isLiving" from billing_account
      where organization_id = ${organizationId}::uuid and id = ${customerId}`),
  )
  const api = await stripe.open()
  if (!kept) {
    await endAll(api, customerId)
    log.info({ organizationId }, 'the subscription of a purged organization was ended')
    return 'done'
  }
  if (!kept.isLiving) return 'done'
  return tx.inOrganization(access, async (inside): Promise<JobResult> => {
    const [account] = await inside.query<Account>(selectAccount(organizationId))
    if (account?.id !== customerId) return 'done'
    await renewOrNot(api, account)
    const { state, failed, isUnknown } = await readState(api, stripe.settings, customerId)
    await writeState(inside, account, state, now())
    if (isUnknown) {
      log.error(
        { organizationId, customer: customerId },
        'Stripe knows no such customer: is STRIPE_SECRET_KEY of another account?',
      )
    }
    if (state.subscriptionId && state.plan === 'FREE') {
      log.error({ organizationId, subscription: state.subscriptionId }, 'the subscription is to a price that STRIPE_PRICE_… do not name') // prettier-ignore
    }
    if (failed?.id && failed.id !== account.failedInvoice && state.graceUntil) {
      await tellOwners(inside, { amount: failed.amount_remaining / 100, graceUntil: state.graceUntil })
    }
    return 'done'
  })
}

/** Ends at once whatever a purged organization still pays for. */
async function endAll(api: Stripe, customerId: string): Promise<void> {
  try {
    for (const { id } of listed(await subscriptionsOf(api, customerId))) await api.subscriptions.cancel(id)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

/** By this a subscription is known that does not renew because of us, and shall again when its organization is back. */
const mark = 'ends_with_organization'

async function renewOrNot(api: Stripe, { id, isEnding }: Account): Promise<void> {
  for (const { id: subscription, cancel_at_period_end, cancel_at, metadata } of listed(
    await subscriptionsOf(api, id),
  )) {
    // What was cancelled before is not ours to take back. Stripe tells it in either of two ways.
    const isCancelled = cancel_at_period_end || cancel_at !== null
    if (isEnding && !isCancelled) {
      await api.subscriptions.update(subscription, { cancel_at_period_end: true, metadata: { [mark]: 'true' } })
    } else if (!isEnding && metadata[mark]) {
      await api.subscriptions.update(subscription, { cancel_at_period_end: false, metadata: { [mark]: '' } })
    }
  }
}
