import { sql, type Sql } from '../database/sql.ts'
import type { Language } from '../resources/settings.ts'
import type { MailData, MailKind } from './outbox.ts'

interface RowOf<K extends MailKind> {
  id: string
  kind: K
  recipient: string
  locale: Language
  data: MailData[K]
  nonce: Uint8Array | null
  createdAt: Date
  sentAt: Date | null
  failedAt: Date | null
  error: string | null
  /** When the account with the recipient's address was made; null when there is none. */
  accountSince: Date | null
}

/** A mail in the outbox. */
export type MailRow = { [K in MailKind]: RowOf<K> }[MailKind]

/** `kept` is queued, or stays because there is no provider. */
export type MailState = 'sent' | 'failed' | 'kept'

export const stateOf = ({ sentAt, failedAt }: MailRow): MailState => (sentAt ? 'sent' : failedAt ? 'failed' : 'kept')

/** The SELECT of mails `m` up to its WHERE, for the login role. Answers `MailRow`s. */
export const selectMails: Sql = sql`
  select m.id, m.kind, m.recipient, m.locale, m.data, m.nonce, m.created_at as "createdAt", m.sent_at as "sentAt",
    m.failed_at as "failedAt", m.error, (select u.created_at from "user" u where u.email = m.recipient) as "accountSince"
  from mail m`

/** What is sent: most kinds as they are; who signs up a second time is told so instead of getting a link. */
export type Letter = MailKind | 'has-account'

/**
 * Which letter a mail becomes. It depends on who had an account when the mail was asked for, not on who has one by now:
 * every try says the same.
 */
export function letterOf({ kind, accountSince, createdAt }: MailRow): Letter {
  return kind === 'sign-up' && accountSince && accountSince <= createdAt ? 'has-account' : kind
}
