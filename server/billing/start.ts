import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import { nobodyIn } from '../records/actor.ts'
import { sql } from '../database/sql.ts'
import type { Handler } from '../jobs/jobs.ts'
import { tell } from './account.ts'
import { billingHandler, type BillingJob } from './job.ts'
import type { BillingSettings, StripeSettings } from './settings.ts'
import { stripeAt, type OpenStripe } from './stripe.ts'

/** What routes and jobs need to know of billing. */
export interface Billing {
  settings: BillingSettings
  stripe?: { settings: StripeSettings; open: OpenStripe }
}

export function billingWith(settings: BillingSettings): Billing {
  const { stripe } = settings
  return { settings, stripe: stripe && { settings: stripe, open: stripeAt(stripe) } }
}

export interface BillingParts {
  /** For `startJobs`. */
  handler: Handler<BillingJob>
  /** Once a day: asks after every account, should all that Stripe told have been lost, and forgets old events. */
  lookAtAll(now: Date): Promise<void>
}

/** Days that events are known by; Stripe repeats one for three, and by hand for thirty. */
const daysKept = 40

export function billingParts(
  { stripe }: Billing,
  deps: { database: Database; log: Logger; now?: () => Date },
): BillingParts {
  const { database, log, now = () => new Date() } = deps
  return {
    handler: billingHandler({ database, stripe, log, now }),
    async lookAtAll(at) {
      const limit = new Date(at.getTime() - daysKept * 86_400_000).toISOString()
      await database.ask(sql`delete from stripe_event where received_at < ${limit}::timestamptz`)
      if (!stripe) return
      const accounts = await database.ask<{ customer: string; organization: string }>(
        sql`select customer, organization from oikion_accounts()`,
      )
      for (const { customer, organization } of accounts) {
        await database.withOrganization(nobodyIn(organization), (tx) => tx.query(tell(organization, customer, at)))
      }
    },
  }
}

/** Where nothing is sold and nothing said of limits: all there is to have. */
export const unlimited: BillingSettings = {
  free: { members: null, properties: null, storage: null, apiCalls: null, imports: null },
}
