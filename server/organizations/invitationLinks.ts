import { hashToken, newNonce, type Secrets } from '../auth/secrets.ts'
import { sql } from '../database/sql.ts'
import type { LoginTransaction, Row, TenantTransaction } from '../database/tenant.ts'
import { queueMail } from '../mail/outbox.ts'
import type { Access } from '../records/access.ts'
import type { Language } from '../resources/settings.ts'

const day = 24 * 3600 * 1000
/** Days in which an invitation can be accepted. */
const daysOpen = 7

/** The instant at which an invitation sent now expires. */
export const expiryFrom = (now: Date): string => new Date(now.getTime() + daysOpen * day).toISOString()

/** The languages of those addresses that have an account. It decides about mails only and is told to nobody. */
export async function languagesOf(tx: LoginTransaction, emails: string[]): Promise<Map<string, Language>> {
  const rows = await tx.query<{ email: string; locale: Language }>(
    sql`select email, locale from "user" where email = any(${emails}::text[])`,
  )
  return new Map(rows.map(({ email, locale }) => [email, locale]))
}

/** Gives each of these invitations a new token, which ends those before, mailed and copied, and mails the link. */
export async function sendLinks(
  tx: TenantTransaction,
  access: Access,
  secrets: Secrets,
  invitations: Row[],
  languages: Map<string, Language>,
): Promise<void> {
  const [about] = await tx.query<{ organization: string; inviter: string }>(sql`
    select o.name as organization, m.name as inviter from organization o
      join membership m on m.organization_id = o.id and m.id = ${access.memberId}::uuid
    where o.id = ${access.organizationId}::uuid`)
  if (!about) throw new Error('The inviter is gone')
  for (const { id, email, role, expiresAt } of invitations as InvitationRow[]) {
    const nonce = newNonce()
    await tx.query(sql`
      update invitation set nonce = ${nonce}::bytea, token_hash = ${hashToken(secrets.tokenOf(nonce))}::bytea,
        copied_token_hash = null
      where organization_id = ${access.organizationId}::uuid and id = ${id}::uuid`)
    const locale = languages.get(email) ?? access.settings.language
    const data = { ...about, role, expiresAt }
    await tx.query(queueMail({ kind: 'invitation', recipient: email, locale, data, nonce }))
  }
}

type InvitationRow = { id: string; email: string; role: string; expiresAt: string }
