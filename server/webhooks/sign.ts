import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Secrets } from '../auth/secrets.ts'

/** A secret as Standard Webhooks writes it: 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** How long a secret that was replaced signs beside the new one, in milliseconds. */
export const overlap = 24 * 3600 * 1000

/** An endpoint's secrets as they are stored, sealed. */
export interface SealedSecrets {
  secret: string | null
  formerSecret: string | null
  formerUntil: Date | null
}

/** The headers of one request: who it is, when it is sent, and one signature for each secret that counts. */
export function signedHeaders(
  eventId: string,
  body: string,
  { secret, formerSecret, formerUntil }: SealedSecrets,
  secrets: Secrets,
  now: Date,
): Record<string, string> {
  if (!secret) throw new Error('The webhook has no secret')
  const former = formerSecret && formerUntil && formerUntil > now ? [formerSecret] : []
  const id = `msg_${eventId.replaceAll('-', '')}`
  const signatures = [secret, ...former].map((sealed) => new Webhook(secrets.open(sealed)).sign(id, now, body))
  return {
    'content-type': 'application/json',
    'user-agent': 'Oikion-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}
