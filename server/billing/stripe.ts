import type Stripe from 'stripe'
import { Problem } from '../errors.ts'
import type { StripeSettings } from './settings.ts'

/** Of Stripe's API that this speaks; the library is of the same, or this does not compile. */
const apiVersion = '2026-10-28.endive' satisfies typeof Stripe.API_VERSION

/** Opens Stripe's library with the first call: the server starts without it. */
export type OpenStripe = () => Promise<Stripe>

export function stripeAt({ key, baseUrl }: StripeSettings): OpenStripe {
  let opened: Promise<Stripe> | undefined
  return () => (opened ??= open(key, new URL(baseUrl)))
}

async function open(key: string, address: URL): Promise<Stripe> {
  const { default: Stripe } = await import('stripe')
  return new Stripe(key, {
    apiVersion,
    protocol: address.protocol === 'http:' ? 'http' : 'https',
    host: address.hostname,
    port: address.port || (address.protocol === 'http:' ? 80 : 443),
    timeout: 10_000,
    maxNetworkRetries: 1,
    telemetry: false,
  })
}

/** Runs what asks Stripe while a person waits. Throws 503 when Stripe does not answer; what it refuses is our fault. */
export async function asking<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!passing.has((error as { type?: string }).type ?? '')) throw error
    throw new Problem('unavailable', 'Stripe cannot be reached; try again in a moment', { retryAfter: 5 })
  }
}

const passing = new Set(['StripeConnectionError', 'StripeAPIError', 'StripeRateLimitError'])

export const isMissing = (error: unknown): boolean => (error as { code?: string }).code === 'resource_missing'
