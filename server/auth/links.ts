import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { LoginTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { linkMinutes, type LinkKind } from '../mail/lifetimes.ts'
import { queueMail, type MailData } from '../mail/outbox.ts'
import type { Language } from '../resources/settings.ts'
import { hashToken, newNonce, type Secrets } from './secrets.ts'

export interface NewLink<K extends LinkKind> {
  kind: K
  /** The address it is mailed to, and proves. */
  email: string
  userId?: string
  /** What was asked for, to be done when the link comes back. */
  data?: Record<string, unknown>
}

export interface UsedLink {
  email: string
  userId: string | null
  data: Record<string, unknown>
}

/**
 * Makes a link and puts the mail with it into the outbox, both or neither. By default the token is the whole one that
 * the mail derives.
 */
export async function mailLink<K extends LinkKind>(
  { database, secrets, now }: { database: Database; secrets: Secrets; now: () => Date },
  { kind, email, userId, data = {} }: NewLink<K>,
  letter: { locale: Language; data: MailData[K] },
  tokenOf: (nonce: Uint8Array) => string = secrets.tokenOf,
): Promise<void> {
  const nonce = newNonce()
  const at = now()
  const expiresAt = new Date(at.getTime() + linkMinutes[kind] * 60_000).toISOString()
  await database.asLogin(async (tx) => {
    await tx.query(sql`
      insert into one_time_link (id, kind, email, user_id, token_hash, data, created_at, expires_at)
      values (${uuid()}::uuid, ${kind}, ${email}, ${userId ?? null}::uuid, ${hashToken(tokenOf(nonce))}::bytea,
        ${JSON.stringify(data)}::jsonb, ${at.toISOString()}::timestamptz, ${expiresAt}::timestamptz)`)
    await tx.query(queueMail({ kind, recipient: email, nonce, ...letter }))
  })
}

/**
 * Uses a link up, in the transaction of what it is for, and answers what it proves. What was asked for with it (a
 * password's hash) is not kept. Throws 410 `link` when it is unknown, used or too old: one answer for all three.
 */
export async function useLink(tx: LoginTransaction, kind: LinkKind, token: string, now: Date): Promise<UsedLink> {
  const [link] = await tx.query<UsedLink>(sql`
    with found as (
      select id, email, user_id, data from one_time_link
      where token_hash = ${hashToken(token)}::bytea and kind = ${kind} and used_at is null
        and expires_at > ${now.toISOString()}::timestamptz
      for update),
    used as (
      update one_time_link l set used_at = ${now.toISOString()}::timestamptz, data = '{}' from found where l.id = found.id)
    select email, user_id as "userId", data from found`)
  if (link) return link
  throw new Problem('link', 'This link was used already or is too old; ask for a new one')
}

/** Ends a person's open links of a kind, when a newer one or another way has made them pointless. */
export const endLinks = (kind: LinkKind, email: string, now: Date): Sql => sql`
  update one_time_link set used_at = ${now.toISOString()}::timestamptz, data = '{}'
  where kind = ${kind} and email = ${email} and used_at is null`
