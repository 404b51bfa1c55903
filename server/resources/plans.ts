/** What an organization can be on, smallest first. */
export const plans = ['FREE', 'STARTER', 'PROFESSIONAL', 'ENTERPRISE'] as const
export type Plan = (typeof plans)[number]
export type PaidPlan = Exclude<Plan, 'FREE'>

/** The same in every language. */
export const planNames: Record<Plan, string> = {
  FREE: 'Free',
  STARTER: 'Starter',
  PROFESSIONAL: 'Professional',
  ENTERPRISE: 'Enterprise',
}

export const paidPlans = ['STARTER', 'PROFESSIONAL', 'ENTERPRISE'] as const satisfies readonly PaidPlan[]

export const intervals = ['month', 'year'] as const
export type Interval = (typeof intervals)[number]

/** What a plan gives; of the last two so many a day. */
export const limitKinds = ['members', 'properties', 'storage', 'apiCalls', 'imports'] as const
export type LimitKind = (typeof limitKinds)[number]

/** Null is no limit; `storage` is in bytes. */
export type PlanLimits = Record<LimitKind, number | null>

export interface CatalogEntry {
  limits: PlanLimits
  /** Euros, before tax; none for what costs nothing. */
  prices: Record<Interval, number> | null
}

const gigabyte = 1_000_000_000

/** What is sold. The prices must be those of the price ids at Stripe, which are what is charged. */
export const catalog: Record<Plan, CatalogEntry> = {
  FREE: {
    limits: { members: 2, properties: 50, storage: 2 * gigabyte, apiCalls: 200, imports: 2 },
    prices: null,
  },
  STARTER: {
    limits: { members: 5, properties: 500, storage: 10 * gigabyte, apiCalls: 2000, imports: 10 },
    prices: { month: 19, year: 190 },
  },
  PROFESSIONAL: {
    limits: { members: 20, properties: 5000, storage: 50 * gigabyte, apiCalls: 20_000, imports: 50 },
    prices: { month: 49, year: 490 },
  },
  ENTERPRISE: {
    limits: { members: null, properties: null, storage: 500 * gigabyte, apiCalls: 200_000, imports: null },
    prices: { month: 149, year: 1490 },
  },
}

/** Days in which a plan counts although its payment failed (domain.md §4). */
export const daysOfGrace = 14

/** `GET /api/billing`: for administrators without `subscription` and `usage`, which are the owners'. */
export interface BillingAnswer {
  /** Whether anything can be bought here. */
  isConfigured: boolean
  isPersonal: boolean
  /** What Stripe said last. */
  plan: Plan
  /** The plan whose limits count: FREE when the days of grace are over. */
  countingPlan: Plan
  limits: PlanLimits
  /** Set while a payment is missing: until when the plan counts all the same. */
  graceUntil: string | null
  /** What there is more of than the plan gives. */
  isOver: LimitKind[]
  offers: Offer[]
  subscription?: SubscriptionAnswer | null
  usage?: Record<LimitKind, number>
}

export interface Offer {
  plan: Plan
  limits: PlanLimits
  prices: Record<Interval, number> | null
  /** For how long it can be bought. */
  buyable: Interval[]
}

export interface SubscriptionAnswer {
  /** In Stripe's words: active, trialing, past_due, … */
  status: string
  interval: Interval | null
  /** When the paid period is over; then it is renewed, unless `endsAt` is set. */
  periodEnd: string | null
  endsAt: string | null
}

/** An entry of `GET /api/billing/invoices`. */
export interface InvoiceAnswer {
  id: string
  number: string | null
  createdAt: string
  /** Euros. */
  total: number
  /** In Stripe's words: open, paid, uncollectible, void. */
  status: string
  /** Stripe's page of it, and the file. */
  url: string | null
  pdf: string | null
}

/** What an answer of type `limit` says besides. `kind` has `media` too: the pictures of one property, which no plan raises. */
export interface LimitMembers {
  kind: LimitKind | 'media'
  limit: number
  used: number
  /** None where no plan can raise it. */
  plan?: Plan
  /** The role that can. */
  raisedBy?: 'ORG_OWNER'
}
