import { v7 as uuid } from 'uuid'
import { sql, type Sql } from '../database/sql.ts'
import type { Language } from '../resources/settings.ts'

/** What each kind of mail says, besides the link that its nonce leads to. Never a token. */
export interface MailData {
  'sign-up': Record<string, never>
  'magic-link': Record<string, never>
  'password-reset': Record<string, never>
  /** To the new address. */
  'email-change': { name: string }
  /** To the old address, once it is no longer the one. */
  'email-changed': { name: string; newEmail: string }
  'password-changed': { name: string }
  'account-deletion': { name: string }
  'new-device': { name: string; device: string; address: string; at: string }
  invitation: { organization: string; inviter: string; role: string; expiresAt: string }
  /** Of several tasks at once it names none. */
  'task-assigned': Noticed & { actor: string; count: number; title: string | null; dueAt: string | null }
  /** Names the first of them. */
  'task-due': Noticed & { count: number; tasks: { title: string; dueAt: string }[] }
  /** `on`: the client or property that the note stands on, where the reader may know it. */
  mentioned: Noticed & { actor: string; excerpt: string; on: string | null }
  'import-finished': Noticed & { fileName: string; isDone: boolean; imported: number; refused: number }
  'export-finished': Noticed & { title: string }
  /** `amount` in euros; `expiresAt`: until when the plan counts all the same. */
  'payment-failed': Noticed & { amount: number; expiresAt: string }
  'webhook-disabled': Noticed & { name: string; because: 'failures' | 'gone' }
}

/** What every notice by mail tells: of which organization, on whose clocks, and the path of the page it is about. */
interface Noticed {
  organization: string
  timeZone: string
  path: string
}

export type MailKind = keyof MailData

export interface NewMail<K extends MailKind = MailKind> {
  kind: K
  recipient: string
  locale: Language
  data: MailData[K]
  /** Of the link in it; see auth/secrets.ts. */
  nonce?: Uint8Array
}

/**
 * The INSERT that puts a mail into the outbox, for the transaction of what it is about: as the login role or inside an
 * organization. The job that sends it comes along by trigger.
 */
export function queueMail<K extends MailKind>({ kind, recipient, locale, data, nonce }: NewMail<K>): Sql {
  return sql`insert into mail (id, kind, recipient, locale, data, nonce)
    values (${uuid()}::uuid, ${kind}, ${recipient}, ${locale}, ${JSON.stringify(data)}::jsonb, ${nonce ? Buffer.from(nonce) : null}::bytea)`
}
