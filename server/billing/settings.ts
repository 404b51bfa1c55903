import {
  catalog,
  intervals,
  paidPlans,
  type Interval,
  type PaidPlan,
  type Plan,
  type PlanLimits,
} from '../resources/plans.ts'

/** How Stripe is reached, and what is sold there. */
export interface StripeSettings {
  key: string
  /** Those that sign events: two while one takes over from the other. */
  webhookSecrets: string[]
  /** Of Stripe's API. */
  baseUrl: string
  /** Stripe's ids of prices. The first of each is sold; the others are known, so that who bought at them keeps the plan. */
  prices: Record<PaidPlan, Record<Interval, string[]>>
}

export interface BillingSettings {
  /** None: nothing can be bought, and everybody is on FREE. */
  stripe?: StripeSettings
  /** What FREE gives; null is no limit. */
  free: PlanLimits
}

/** What each plan gives here. */
export function limitsOf({ free }: BillingSettings): Record<Plan, PlanLimits> {
  const { STARTER, PROFESSIONAL, ENTERPRISE } = catalog
  return { FREE: free, STARTER: STARTER.limits, PROFESSIONAL: PROFESSIONAL.limits, ENTERPRISE: ENTERPRISE.limits }
}

/** Which plan a price pays for, and how long; undefined for prices that are none of ours. */
export function planOfPrice(
  { prices }: StripeSettings,
  id: string,
): { plan: PaidPlan; interval: Interval } | undefined {
  for (const plan of paidPlans) {
    for (const interval of intervals) if (prices[plan][interval].includes(id)) return { plan, interval }
  }
  return undefined
}
