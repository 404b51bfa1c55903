import type { Actor } from '../records/actor.ts'
import {
  catalog,
  intervals,
  limitKinds,
  plans,
  type BillingAnswer,
  type InvoiceAnswer,
  type Offer,
} from '../resources/plans.ts'
import { hasRight } from '../resources/rights.ts'
import { accountOf } from './customer.ts'
import { dayIn, useOf } from './limits.ts'
import type { BillingDeps } from './routes.ts'
import { limitsOf } from './settings.ts'
import { asking, isMissing } from './stripe.ts'

/** The plan, what it gives and what else is sold; to owners also how it is paid and what is used of it. */
export async function billingOf(deps: BillingDeps, actor: Actor): Promise<BillingAnswer> {
  const { access, now } = actor
  const [account, { countingPlan, limits, usage }] = await Promise.all([
    accountOf(deps.database, actor),
    useOf(deps.database, access, dayIn(access.settings.timeZone, now)),
  ])
  const given = { ...limitsOf(deps.settings)[countingPlan], ...limits }
  const answer: BillingAnswer = {
    isConfigured: deps.stripe !== undefined,
    isPersonal: access.isPersonal,
    plan: account?.plan ?? 'FREE',
    countingPlan,
    limits: given,
    graceUntil: account?.graceUntil?.toISOString() ?? null,
    isOver: limitKinds.filter((kind) => given[kind] !== null && usage[kind] > given[kind]),
    offers: offersOf(deps),
  }
  if (!hasRight('seeUse', access)) return answer
  const { status, interval = null, periodEnd, endsAt } = account ?? {}
  const iso = (date: Date | null | undefined) => date?.toISOString() ?? null
  const subscription = status ? { status, interval, periodEnd: iso(periodEnd), endsAt: iso(endsAt) } : null
  return { ...answer, subscription, usage }
}

function offersOf({ settings, stripe }: BillingDeps): Offer[] {
  const limits = limitsOf(settings)
  return plans.map((plan) => ({
    plan,
    limits: limits[plan],
    prices: catalog[plan].prices,
    buyable:
      plan === 'FREE' || !stripe
        ? []
        : intervals.filter((interval) => stripe.settings.prices[plan][interval].length > 0),
  }))
}

const listed = 24

/** The newest invoices, as Stripe has them: none of a customer whom it does not know (any more). */
export async function invoicesOf({ database, stripe }: BillingDeps, actor: Actor): Promise<InvoiceAnswer[]> {
  const account = stripe && (await accountOf(database, actor))
  if (!account) return []
  const { data } = await asking(async () => {
    try {
      return await (await stripe.open()).invoices.list({ customer: account.id, limit: listed })
    } catch (error) {
      if (isMissing(error)) return { data: [] }
      throw error
    }
  })
  return data.flatMap(({ id, number, created, total, status, hosted_invoice_url, invoice_pdf }) =>
    // A draft may still change.
    id && status && status !== 'draft'
      ? [
          {
            id,
            number,
            createdAt: new Date(created * 1000).toISOString(),
            total: total / 100,
            status,
            url: hosted_invoice_url ?? null,
            pdf: invoice_pdf ?? null,
          },
        ]
      : [],
  )
}
