import express, { Router, type Request } from 'express'
import type Stripe from 'stripe'
import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import { nobodyIn } from '../records/actor.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { tell } from './account.ts'
import type { StripeSettings } from './settings.ts'
import type { OpenStripe } from './stripe.ts'

export interface WebhookDeps {
  database: Database
  stripe: { settings: StripeSettings; open: OpenStripe }
  log: Logger
  now: () => Date
}

/** What may change how a customer stands. */
const heard = new Set<string>([
  'checkout.session.completed',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'invoice.paid',
  'invoice.payment_failed',
  'customer.deleted',
])

/** Seconds between signing and arrival; Stripe signs anew at every try. */
const tolerance = 300

/**
 * `POST /api/webhooks/stripe`: an event only says of which customer there is news; a job asks Stripe itself. Nothing else in it is
 * believed. Each is taken once; those about nobody we know are acknowledged, or they would come for three days.
 */
export function stripeWebhook(deps: WebhookDeps): Router {
  const router = Router()
  router.post('/', express.raw({ type: () => true, limit: '1mb' }), async (req, res) => {
    const event = await verified(deps, req)
    if (heard.has(event.type)) await take(deps, event)
    res.json({ received: true })
  })
  return router
}

/** Throws 400 unless one of our secrets has signed these very bytes, a moment ago. */
async function verified({ stripe, now }: WebhookDeps, req: Request): Promise<Stripe.Event> {
  const api = await stripe.open()
  const body: unknown = req.body
  const signature = req.get('stripe-signature')
  if (Buffer.isBuffer(body) && signature !== undefined) {
    for (const secret of stripe.settings.webhookSecrets) {
      try {
        return api.webhooks.constructEvent(body, signature, secret, tolerance, undefined, now().getTime())
      } catch {
        // Perhaps the other secret.
      }
    }
  }
  throw new Problem('bad-request', 'The signature does not fit')
}

async function take({ database, log, now }: WebhookDeps, event: Stripe.Event): Promise<void> {
  const customerId = customerOf(event)
  const about = { event: event.id, type: event.type }
  await database.asLogin(async (tx) => {
    const fresh = await tx.query(sql`
      insert into stripe_event (id, type, received_at) values (${event.id}, ${event.type}, ${now().toISOString()}::timestamptz)
      on conflict do nothing returning id`)
    if (fresh.length === 0) return log.info(about, 'the event was taken before')
    const [owner] = await tx.query<{ id: string | null }>(sql`select oikion_customer(${customerId}) as id`)
    if (!owner?.id) return log.warn(about, 'the event is about no organization of ours')
    const organizationId = owner.id
    await tx.inOrganization(nobodyIn(organizationId), (inside) => inside.query(tell(organizationId, customerId, now())))
  })
}

/** Whom the event is about. Its metadata is not asked: anybody may have written it. */
function customerOf({ data: { object } }: Stripe.Event): string {
  const {
    id,
    object: kind,
    customer,
  } = object as { id?: string; object: string; customer?: string | { id: string } | null }
  if (kind === 'customer') return id ?? ''
  return typeof customer === 'string' ? customer : (customer?.id ?? '')
}
