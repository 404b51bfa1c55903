import { pino } from 'pino'
import { startJobs } from '../jobs/jobs.ts'
import { catalog, type Plan } from '../resources/plans.ts'
import { sql } from '../database/sql.ts'
import { nobodyIn } from '../records/actor.ts'
import { testApp, type TestApp } from '../test/testApp.ts'
import { publishLimits } from './limits.ts'
import { PlayedStripe } from './playedStripe.ts'
import type { BillingSettings } from './settings.ts'
import { billingParts, billingWith, type BillingParts } from './start.ts'

export interface BillingApp extends TestApp {
  stripe: PlayedStripe
  parts: BillingParts
  /** Until no job of billing waits or runs. */
  settled(): Promise<void>
  /** What is kept of an organization's account. */
  planOf(organizationId: string): Promise<Plan>
}

/** The application with a played Stripe, its jobs under way. */
export async function billingApp(free: Partial<BillingSettings['free']> = {}): Promise<BillingApp> {
  const stripe = new PlayedStripe()
  await stripe.start()
  const settings = { stripe: stripe.settings, free: { ...catalog.FREE.limits, ...free } }
  const billing = billingWith(settings)
  const app = await testApp({ billing })
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
  await publishLimits(app.database, settings)
  const parts = billingParts(billing, { database: app.database, log })
  const jobs = await startJobs({ database: app.database, log, handlers: [parts.handler] })
  return {
    ...app,
    stripe,
    parts,
    async settled() {
      for (;;) {
        const [row] = await app.database.ask<{ open: number }>(
          sql`select count(*)::int as open from pgboss.job where name = 'billing' and state in ('created', 'retry', 'active')`,
        )
        if (row?.open === 0) return
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async planOf(organizationId) {
      const [row] = await app.database.read<{ plan: Plan }>(nobodyIn(organizationId), sql`select oikion_plan() as plan`)
      return row?.plan ?? 'FREE'
    },
    async close() {
      await jobs.stop()
      await stripe.close()
      await app.close()
    },
  }
}
