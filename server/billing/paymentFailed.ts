import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { queueMail } from '../mail/outbox.ts'
import { settingsOf, type Language, type OrganizationSettings } from '../resources/settings.ts'

interface Owner {
  email: string
  language: Language | null
  slug: string
  organization: string
  settings: Partial<OrganizationSettings>
}

/** Puts the mail about a failed payment into the outbox, to each owner in their language, in the transaction that notes it. */
export async function tellOwners(
  tx: TenantTransaction,
  { amount, graceUntil }: { amount: number; graceUntil: Date },
): Promise<void> {
  const own = sql`m.organization_id = ${tx.context.organizationId}::uuid and m.role = 'ORG_OWNER' and m.deleted_at is null and m.user_id is not null`
  const owners = await tx.query<Owner>(sql`
    select m.email, l.language, o.slug, o.name as organization, o.settings
    from membership m
      join organization o on o.id = m.organization_id and o.deleted_at is null
      left join oikion_languages(array(select m.id from membership m where ${own})) l on l.id = m.id
    where ${own}`)
  for (const { email: recipient, language, slug, organization, settings: stored } of owners) {
    const settings = settingsOf(stored)
    const data = { organization, timeZone: settings.timeZone, path: `/o/${slug}/billing`, amount, expiresAt: graceUntil.toISOString() } // prettier-ignore
    await tx.query(queueMail({ kind: 'payment-failed', recipient, locale: language ?? settings.language, data }))
  }
}
