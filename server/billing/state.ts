import type Stripe from 'stripe'
import { daysOfGrace, plans } from '../resources/plans.ts'
import type { Account } from './account.ts'
import { planOfPrice, type StripeSettings } from './settings.ts'
import { isMissing } from './stripe.ts'

/** How a customer stands at Stripe, in our words. A function of what Stripe holds, and of nothing that was told before. */
export type AccountState = Omit<Account, 'id' | 'isEnding'> & { isDeleted: boolean }

/** Of a customer who has bought nothing. */
export const nothing: AccountState = {
  isDeleted: false,
  subscriptionId: null,
  status: null,
  plan: 'FREE',
  interval: null,
  periodEnd: null,
  endsAt: null,
  failedInvoice: null,
  graceUntil: null,
}

/** Those that a plan is paid by, or was until a payment failed. */
const living = new Set<string>(['active', 'trialing', 'past_due', 'unpaid'])
const failing = new Set<string>(['past_due', 'unpaid'])

/** Of a customer, or why there is none. Unknown are those of another account, as after a change of keys. */
export type Subscriptions = Stripe.Subscription[] | 'deleted' | 'unknown'

export const listed = (found: Subscriptions): Stripe.Subscription[] => (typeof found === 'string' ? [] : found)

/** The customer's subscriptions that are under way. */
export async function subscriptionsOf(stripe: Stripe, customerId: string): Promise<Subscriptions> {
  try {
    const customer = await stripe.customers.retrieve(customerId, { expand: ['subscriptions'] })
    if (customer.deleted) return 'deleted'
    return (customer.subscriptions?.data ?? []).filter(({ status }) => living.has(status))
  } catch (error) {
    if (isMissing(error)) return 'unknown'
    throw error
  }
}

/**
 * Reads how the customer stands. The invoice that failed is what the mail about it tells of. One whom Stripe does not know has
 * bought nothing, and is kept: with the right key it is known again.
 */
export async function readState(
  stripe: Stripe,
  settings: StripeSettings,
  customerId: string,
): Promise<{ state: AccountState; failed?: Stripe.Invoice; isUnknown?: boolean }> {
  const subscriptions = await subscriptionsOf(stripe, customerId)
  if (subscriptions === 'deleted') return { state: { ...nothing, isDeleted: true } }
  if (subscriptions === 'unknown') return { state: nothing, isUnknown: true }
  const best = bestOf(settings, subscriptions)
  if (!best) return { state: nothing }
  const { subscription, plan, interval, item } = best
  const state: AccountState = {
    ...nothing,
    subscriptionId: subscription.id,
    status: subscription.status,
    plan,
    interval,
    periodEnd: dateOf(item?.current_period_end),
    endsAt: dateOf(subscription.cancel_at ?? (subscription.cancel_at_period_end ? item?.current_period_end : null)),
  }
  if (!failing.has(subscription.status)) return { state }
  const failed = await oldestFailed(stripe, customerId, subscription.id)
  const since = failed?.status_transitions.finalized_at ?? failed?.created ?? item?.current_period_start
  const graceUntil = dateOf((since ?? subscription.created) + daysOfGrace * 86_400)
  return { state: { ...state, failedInvoice: failed?.id ?? null, graceUntil }, failed }
}

/** Two at a time should not be; if they are, the larger plan counts. */
function bestOf(settings: StripeSettings, subscriptions: Stripe.Subscription[]) {
  const read = subscriptions.map((subscription) => {
    const items = subscription.items.data.map((item) => ({ item, ...planOfPrice(settings, item.price.id) }))
    const paid = items.find(({ plan }) => plan) ?? items[0]
    return { subscription, item: paid?.item, plan: paid?.plan ?? ('FREE' as const), interval: paid?.interval ?? null }
  })
  const rank = ({ plan }: (typeof read)[number]) => plans.indexOf(plan)
  return read.sort((a, b) => rank(b) - rank(a) || b.subscription.created - a.subscription.created)[0]
}

/** The oldest invoice that Stripe tried to collect and could not. */
async function oldestFailed(stripe: Stripe, customer: string, subscription: string) {
  const { data } = await stripe.invoices.list({ customer, subscription, status: 'open', limit: 100 })
  return data.filter(({ attempted }) => attempted).sort((a, b) => a.created - b.created)[0]
}

const dateOf = (seconds: number | null | undefined) => (seconds ? new Date(seconds * 1000) : null)
