import type { ErrorResponse } from 'resend'

export interface OutgoingMail {
  /** Two mails of the same id are sent once. */
  id: string
  to: string
  subject: string
  html: string
  text: string
}

/** Taken, with the provider's id; or refused: for now, or `forGood`. `reason` names nobody. */
export type Delivery = { taken: string } | { reason: string; detail: string; forGood: boolean }

export interface Mailer {
  /** Whether somebody reads answers. */
  canReply: boolean
  /** Hands a mail over, once; gives up after ten seconds or on `stop`. Throws nothing. */
  send(mail: OutgoingMail, stop: AbortSignal): Promise<Delivery>
}

export interface ResendSettings {
  key: string
  /** Of Resend's API. */
  baseUrl?: string
  /** `Name <address>` or an address of a domain that Resend has verified. */
  from: string
  replyTo?: string
  /** Milliseconds that one request may take. */
  patience?: number
}

/** Sends by Resend's API. */
export function resendMailer({ key, from, replyTo, patience = 10_000, ...settings }: ResendSettings): Mailer {
  const baseUrl = settings.baseUrl ?? 'https://api.resend.com'
  return {
    canReply: replyTo !== undefined,
    async send({ id, to, subject, html, text }, stop) {
      // Loaded with the first mail: it is large, and the server starts without it.
      const { Resend } = await import('resend')
      const resend = new Resend(key, { baseUrl })
      const mail = { from, to, replyTo, subject, html, text, headers: { 'Auto-Submitted': 'auto-generated' } }
      const signal = AbortSignal.any([stop, AbortSignal.timeout(patience)])
      const { data, error } = await resend.emails.send(mail, { idempotencyKey: id, signal })
      return typeof data?.id === 'string' ? { taken: data.id } : refusal(error)
    },
  }
}

/** The key, the quota, too many at once: of another moment, or until somebody has mended the settings. */
const passing = new Set<string>([
  'missing_api_key',
  'invalid_api_key',
  'restricted_api_key',
  'concurrent_idempotent_requests',
])

/** What stands between us and Resend may answer in its own way. */
function refusal(error: Partial<ErrorResponse> | null): Delivery {
  const { statusCode, name = 'unknown', message = '' } = error ?? {}
  // Without a status there was no answer, or none that could be read.
  const isPassing = !statusCode || statusCode >= 500 || [408, 425, 429].includes(statusCode) || passing.has(name)
  return {
    reason: `Resend answered ${statusCode ?? 'nothing'} (${name})`,
    detail: withoutAddresses(message),
    forGood: !isPassing,
  }
}

/** Messages quote what is wrong, which may be the recipient. */
const withoutAddresses = (message: string) => message.replace(/\S+@\S+/g, '…').slice(0, 500)
