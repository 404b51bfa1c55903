import { z } from 'zod'
import { catalog } from '../resources/plans.ts'
import type { BillingSettings, StripeSettings } from './settings.ts'

const count = z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be at least 1').optional()
const list = z.string().transform((value) => value.split(',').map((part) => part.trim()))
const all = (prefix: string) => (parts: string[]) => parts.every((part) => part.startsWith(prefix))
const key = z.string().trim().refine((value) => /^(sk|rk)_/.test(value), 'must be a secret or restricted key of Stripe: sk_… or rk_…') // prettier-ignore
const prices = list
  .refine(all('price_'), 'must be the id of a price at Stripe, price_…, or several with commas')
  .optional()

/** The variables of billing, for env.ts. */
export const billingVariables = {
  STRIPE_SECRET_KEY: key.optional(),
  STRIPE_WEBHOOK_SECRET: list.refine(all('whsec_'), 'must be the signing secret of the webhook at Stripe: whsec_…').optional(), // prettier-ignore
  STRIPE_PRICE_STARTER_MONTH: prices,
  STRIPE_PRICE_STARTER_YEAR: prices,
  STRIPE_PRICE_PROFESSIONAL_MONTH: prices,
  STRIPE_PRICE_PROFESSIONAL_YEAR: prices,
  STRIPE_PRICE_ENTERPRISE_MONTH: prices,
  STRIPE_PRICE_ENTERPRISE_YEAR: prices,
  FREE_MEMBERS: count,
  FREE_PROPERTIES: count,
  FREE_API_CALLS: count,
  FREE_IMPORTS: count,
}

const priceVariables = Object.keys(billingVariables).filter((name) => name.startsWith('STRIPE_PRICE_'))

type Parsed = z.infer<z.ZodObject<typeof billingVariables>> & { STRIPE_BASE_URL: string; STORAGE_QUOTA_MB: number }

/** What only makes sense together. */
export function billingFaults(named: (name: string) => boolean): string[] {
  const faults: string[] = []
  const hasKey = named('STRIPE_SECRET_KEY')
  if (hasKey !== named('STRIPE_WEBHOOK_SECRET')) {
    faults.push('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET belong together')
  }
  const prices = priceVariables.filter(named)
  if (hasKey && prices.length === 0) {
    faults.push(`STRIPE_SECRET_KEY needs something to sell, at least one of ${priceVariables.join(', ')}`)
  }
  if (!hasKey) faults.push(...prices.map((name) => `${name} needs STRIPE_SECRET_KEY beside it`))
  return faults
}

/** Without Stripe nobody can buy more, so FREE has no limit but what the operator sets; with it, the catalogue's. */
export function billingSettings(data: Parsed): BillingSettings {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: webhookSecrets, STRIPE_BASE_URL: baseUrl } = data
  const usual = key ? catalog.FREE.limits : undefined
  return {
    stripe: key && webhookSecrets ? { key, webhookSecrets, baseUrl, prices: pricesFrom(data) } : undefined,
    free: {
      members: data.FREE_MEMBERS ?? usual?.members ?? null,
      properties: data.FREE_PROPERTIES ?? usual?.properties ?? null,
      storage: data.STORAGE_QUOTA_MB * 1_000_000,
      apiCalls: data.FREE_API_CALLS ?? usual?.apiCalls ?? null,
      imports: data.FREE_IMPORTS ?? usual?.imports ?? null,
    },
  }
}

function pricesFrom(data: Parsed): StripeSettings['prices'] {
  const both = (month: string[] = [], year: string[] = []) => ({ month, year })
  return {
    STARTER: both(data.STRIPE_PRICE_STARTER_MONTH, data.STRIPE_PRICE_STARTER_YEAR),
    PROFESSIONAL: both(data.STRIPE_PRICE_PROFESSIONAL_MONTH, data.STRIPE_PRICE_PROFESSIONAL_YEAR),
    ENTERPRISE: both(data.STRIPE_PRICE_ENTERPRISE_MONTH, data.STRIPE_PRICE_ENTERPRISE_YEAR),
  }
}
