import type Stripe from 'stripe'
import { v4 as uuid } from 'uuid'
import { z } from 'zod'
import { invalid, Problem } from '../errors.ts'
import { nobodyIn, type Actor } from '../records/actor.ts'
import { intervals, paidPlans } from '../resources/plans.ts'
import type { Language } from '../resources/settings.ts'
import { tell } from './account.ts'
import { accountOf, buyerOf, payerOf } from './customer.ts'
import type { BillingDeps } from './routes.ts'
import { listed, subscriptionsOf } from './state.ts'
import { asking, isMissing } from './stripe.ts'

export const Wanted = z.strictObject({ plan: z.enum(paidPlans), interval: z.enum(intervals) })

/** A page of Stripe's where a subscription is bought. Throws 409 when there is one already, 422 when this is not sold. */
export async function openCheckout(
  { database, stripe, publicUrl }: BillingDeps,
  actor: Actor,
  { plan, interval }: z.infer<typeof Wanted>,
  locale: Language,
): Promise<string> {
  if (!stripe) throw notSetUp()
  const [price] = stripe.settings.prices[plan][interval]
  if (!price) throw invalid([{ pointer: '/plan', detail: 'cannot be bought here' }])
  return asking(async () => {
    const api = await stripe.open()
    const { customer, payer, subscriptions } = await buyerOf(database, api, actor)
    await refuseSecond(database, customer, actor, subscriptions)
    const back = `${publicUrl}/o/${payer.slug}/billing`
    await api.customers.update(customer, { name: payer.name, email: payer.email, preferred_locales: [locale] })
    const session = await api.checkout.sessions.create(
      {
        mode: 'subscription',
        customer,
        client_reference_id: actor.access.organizationId,
        line_items: [{ price, quantity: 1 }],
        success_url: `${back}?checkout=done`,
        cancel_url: back,
        locale,
        billing_address_collection: 'required',
        customer_update: { address: 'auto', name: 'auto' },
        tax_id_collection: { enabled: true },
        subscription_data: { metadata: { organization_id: actor.access.organizationId } },
      },
      { idempotencyKey: uuid() },
    )
    await closeOthers(api, customer)
    // What was paid at until it was closed is a subscription by now.
    const meanwhile = listed(await subscriptionsOf(api, customer))
    if (meanwhile.length > 0) await close(api, session.id)
    await refuseSecond(database, customer, actor, meanwhile)
    return addressOf(session.url)
  })
}

/** Nobody pays twice: what is there already is changed at Stripe. Perhaps it is only we who do not know of it yet. */
async function refuseSecond(
  database: BillingDeps['database'],
  customer: string,
  actor: Actor,
  subscriptions: Stripe.Subscription[],
): Promise<void> {
  if (subscriptions.length === 0) return
  await news(database, customer, actor)
  throw new Problem('conflict', 'The organization has a subscription already; change it at Stripe')
}

/** It stands otherwise at Stripe than we know; a job asks. */
async function news(database: BillingDeps['database'], customer: string, { access, now }: Actor): Promise<void> {
  const { organizationId } = access
  await database.withOrganization(nobodyIn(organizationId), (tx) => tx.query(tell(organizationId, customer, now)))
}

/** Only the newest page can be paid at; two owners who open one at the same moment agree which that is. */
async function closeOthers(api: Stripe, customer: string): Promise<void> {
  const { data } = await api.checkout.sessions.list({ customer, status: 'open', limit: 100 })
  const [, ...older] = data.sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1))
  for (const { id } of older) await close(api, id)
}

/** One that is not open any more was closed by somebody else, or has just been paid at. */
async function close(api: Stripe, session: string): Promise<void> {
  try {
    await api.checkout.sessions.expire(session)
  } catch (error) {
    if ((error as { type?: string }).type !== 'StripeInvalidRequestError') throw error
  }
}

export const PortalWanted = z.strictObject({ purpose: z.enum(['plan', 'payment']).optional() })

/** Stripe's page where the subscription is changed, paid for and cancelled. Throws 409 when there is nothing to manage. */
export async function openPortal(
  { database, stripe, publicUrl }: BillingDeps,
  actor: Actor,
  { purpose }: z.infer<typeof PortalWanted>,
  locale: Language,
): Promise<string> {
  if (!stripe) throw notSetUp()
  const account = await accountOf(database, actor)
  if (!account) throw new Problem('conflict', 'There is no subscription to manage yet')
  const { slug } = await payerOf(database, actor)
  return asking(async () => {
    const api = await stripe.open()
    const wanted = {
      customer: account.id,
      return_url: `${publicUrl}/o/${slug}/billing?portal=done`,
      locale,
      flow_data: flowOf(purpose, account.subscriptionId),
    }
    try {
      const { url } = await api.billingPortal.sessions.create(wanted)
      return addressOf(url)
    } catch (error) {
      if (!isMissing(error)) throw error
      await news(database, account.id, actor)
      throw new Problem('conflict', 'Stripe does not know this subscription any more; choose a plan anew')
    }
  })
}

function flowOf(purpose: 'plan' | 'payment' | undefined, subscription: string | null) {
  if (purpose === 'payment') return { type: 'payment_method_update' as const }
  if (purpose === 'plan' && subscription) {
    return { type: 'subscription_update' as const, subscription_update: { subscription } }
  }
  return undefined
}

function addressOf(url: string | null): string {
  if (url) return url
  throw new Error('Stripe answered no address')
}

const notSetUp = () => new Problem('not-found', 'Nothing can be bought on this server: payments are not set up')
