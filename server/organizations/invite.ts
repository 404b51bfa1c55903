import { z } from 'zod'
import { mailEmail } from '../auth/bodies.ts'
import type { Secrets } from '../auth/secrets.ts'
import { requireSeats } from '../billing/limits.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { say, type Message } from '../messages/message.ts'
import type { Access } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { insertRecords } from '../records/create.ts'
import { lockRecords } from '../records/lock.ts'
import { newRecord, writeRecords } from '../records/write.ts'
import { invitations } from '../resources/invitations.ts'
import { mayGrant } from '../resources/rights.ts'
import { roles, type Role } from '../resources/roles.ts'
import { expiryFrom, languagesOf, sendLinks } from './invitationLinks.ts'

export const Invitees = z.strictObject({ emails: z.array(mailEmail).min(1).max(50), role: z.enum(roles) })

export interface Invited {
  sent: { id: string; email: string; renewed: boolean }[]
  /** Addresses that were not invited, and why. */
  refused: { email: string; detail: Message }[]
}

/** Open invitations an organization may have at a time. */
const mostOpen = 200

/**
 * Invites each address, or renews its invitation: a new link, seven new days, this role. What cannot be invited is
 * refused one by one; the rest goes out. Throws 403 when the role is above what the caller may give.
 */
export async function invite(
  { database, secrets }: { database: Database; secrets: Secrets },
  actor: Actor,
  { emails: given, role }: z.infer<typeof Invitees>,
): Promise<Invited> {
  const { access } = actor
  requireGrant(access, role)
  const emails = [...new Set(given)]
  return database.asLogin(async (tx) => {
    const languages = await languagesOf(tx, emails)
    return tx.inOrganization(access, async (inside) => {
      const { answer, created, renewed, seats } = await sorted(inside, actor, emails, role)
      if (seats > 0) await requireSeats(inside, seats, actor.now)
      if (created.length > 0) await insertRecords(inside, invitations, created, actor)
      if (renewed.length > 0) await writeRecords(inside, invitations, renewed.map(resent), actor)
      await sendLinks(inside, access, secrets, [...created, ...renewed.map(({ after }) => after)], languages)
      return answer
    })
  })
}

/** Throws 403 unless the caller may give this role. */
export function requireGrant(access: Access, role: Role): void {
  if (mayGrant(access.role, role)) return
  const detail = say('As {role} you may invite agents and viewers only', { role: access.role })
  throw new Problem('forbidden', detail, { action: 'inviteMembers', resource: invitations.name })
}

interface Renewal {
  before: Row
  after: Row
}

const resent = (renewal: Renewal) => ({ kind: 'resend' as const, ...renewal })

/** What becomes of each address: a new invitation, a renewed one, or a refusal. */
async function sorted(tx: TenantTransaction, actor: Actor, emails: string[], role: Role) {
  const standing = await standingOf(tx, actor, emails)
  const answer: Invited = { sent: [], refused: [] }
  const created: Row[] = []
  const renewed: Renewal[] = []
  const expiresAt = expiryFrom(actor.now)
  let { free } = standing
  for (const email of emails) {
    const before = standing.invited.get(email)
    const isOpen = before !== undefined && String(before['expiresAt']) > actor.now.toISOString()
    const why = whyNot(actor.access, standing.members.has(email), before, isOpen || free > 0)
    if (why) {
      answer.refused.push({ email, detail: why })
      continue
    }
    if (!isOpen) free--
    const after = before ? { ...before, role, expiresAt } : newRecord({ email, role, expiresAt }, actor)
    if (before) renewed.push({ before, after })
    else created.push(after)
    answer.sent.push({ id: String(after['id']), email, renewed: before !== undefined })
  }
  return { answer, created, renewed, seats: standing.free - free }
}

/** Why an address is not invited, if it is not. */
function whyNot(access: Access, isMember: boolean, before: Row | undefined, hasRoom: boolean): Message | undefined {
  if (isMember) return 'is a member already'
  if (before && !mayGrant(access.role, before['role'] as Role)) {
    const role = String(before['role'])
    return say('is invited as {role} already, which only an owner may change', { role })
  }
  if (hasRoom) return undefined
  return say('would be one too many: an organization has at most {most} open invitations', { most: mostOpen })
}

/** Who is a member, who is invited already (expired ones too), and how many more may be. */
async function standingOf(tx: TenantTransaction, { access, now }: Actor, emails: string[]) {
  const { organizationId } = access
  // One inviter at a time, so that nobody is invited twice and the limit holds.
  await tx.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${`oikion invitations ${organizationId}`}::text, 0))`,
  )
  const members = await tx.query<{ email: string }>(sql`
    select lower(email) as email from membership
    where organization_id = ${organizationId}::uuid and lower(email) = any(${emails}::text[]) and deleted_at is null`)
  const unaccepted = await tx.query<{ id: string; isWanted: boolean; isOpen: boolean }>(sql`
    select id, email = any(${emails}::text[]) as "isWanted", expires_at > ${now.toISOString()}::timestamptz as "isOpen"
    from invitation where organization_id = ${organizationId}::uuid and accepted_at is null and deleted_at is null`)
  const wanted = unaccepted.filter(({ isWanted }) => isWanted).map(({ id }) => id)
  const locked = await lockRecords(tx, { access, definition: invitations, reach: 'any' }, wanted)
  return {
    members: new Set(members.map(({ email }) => email)),
    // One may have been accepted or cancelled just now: then the address is invited anew.
    invited: new Map(
      locked.filter((row) => !row['acceptedAt'] && !row['deletedAt']).map((row) => [String(row['email']), row]),
    ),
    free: mostOpen - unaccepted.filter(({ isOpen }) => isOpen).length,
  }
}
