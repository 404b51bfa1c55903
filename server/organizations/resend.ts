import { hashToken, type Secrets } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { showWithin, type ShownRecord } from '../records/show.ts'
import { lockLive, writeOne } from '../records/update.ts'
import { invitations } from '../resources/invitations.ts'
import type { Role } from '../resources/roles.ts'
import { requireGrant } from './invite.ts'
import { expiryFrom, languagesOf, sendLinks } from './invitationLinks.ts'

interface Links {
  database: Database
  secrets: Secrets
}

/**
 * Sends an invitation once more, open or expired: a new token, which ends the old ones, and seven new days. Throws 403
 * by the role matrix, 404, 409 when it was accepted or the person is a member.
 */
export async function resendInvitation({ database, secrets }: Links, actor: Actor, id: string): Promise<ShownRecord> {
  const { access, now } = actor
  return database.asLogin(async (tx) => {
    const before = await tx.inOrganization(access, (inside) => lockUnaccepted(inside, actor, id))
    const languages = await languagesOf(tx, [String(before['email'])])
    return tx.inOrganization(access, async (inside) => {
      await requireStranger(inside, String(before['email']))
      const after = { ...before, expiresAt: expiryFrom(now) }
      await writeOne(inside, invitations, { kind: 'resend', before, after }, actor)
      await sendLinks(inside, access, secrets, [after], languages)
      return showWithin(inside, { access, definition: invitations, reach: 'any' }, id)
    })
  })
}

/**
 * A link to an open invitation, to be passed on by other means. Its token is not the mailed one: the caller reads it,
 * so it must not prove the invited address. Throws 403, 404, 409 when the invitation is not open any more.
 */
export async function invitationLink(
  { database, secrets, publicUrl }: Links & { publicUrl: string },
  actor: Actor,
  id: string,
): Promise<{ url: string }> {
  const { access, now } = actor
  return database.withOrganization(access, async (tx) => {
    const invitation = await lockUnaccepted(tx, actor, id)
    const [link] = await tx.query<{ nonce: Uint8Array | null }>(sql`
      select nonce from invitation where organization_id = ${access.organizationId}::uuid and id = ${id}::uuid`)
    if (!link?.nonce || String(invitation['expiresAt']) <= now.toISOString()) {
      throw new Problem('conflict', 'The link of this invitation does not work any more; send it once more')
    }
    const token = secrets.copiedTokenOf(link.nonce)
    await tx.query(sql`
      update invitation set copied_token_hash = ${hashToken(token)}::bytea
      where organization_id = ${access.organizationId}::uuid and id = ${id}::uuid`)
    const about = { recordId: id, title: String(invitation['email']) }
    await recordActivity(tx, activity(invitations.name, 'copy-link', actor, about))
    return { url: `${publicUrl}/invitation#${token}` }
  })
}

/** Locks an invitation that the caller might have sent. */
async function lockUnaccepted(tx: TenantTransaction, actor: Actor, id: string): Promise<Row> {
  const invitation = await lockLive(tx, invitations, id, actor)
  requireGrant(actor.access, invitation['role'] as Role)
  if (invitation['acceptedAt']) throw new Problem('conflict', 'This invitation was accepted already')
  return invitation
}

async function requireStranger(tx: TenantTransaction, email: string): Promise<void> {
  const [member] = await tx.query(sql`
    select id from membership
    where organization_id = ${tx.context.organizationId}::uuid and lower(email) = ${email} and deleted_at is null`)
  if (member) throw new Problem('conflict', say('{email} is a member already', { email }))
}
