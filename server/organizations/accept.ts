import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { LoginTransaction, Row, TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { say, type Message } from '../messages/message.ts'
import type { Access } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { lockRecords } from '../records/lock.ts'
import { newRecord, writeRecords } from '../records/write.ts'
import type { Definition } from '../resources/define.ts'
import { invitations } from '../resources/invitations.ts'
import { members } from '../resources/members.ts'
import { defaultSettings } from '../resources/settings.ts'
import type { Person } from './create.ts'
import { findByEmail, findByToken, stateOf, type FoundInvitation, type InvitationState } from './lookUp.ts'

/** The link's token, or the id of an invitation to one's own address. */
export type By = { token: string } | { id: string }

export interface Joined {
  organizationId: string
  slug: string
}

/**
 * Joins the organization by an invitation: membership, closed invitation and activity in one transaction; harmless
 * when repeated. Throws 410 `link` with its `state` when it is not open, 403 when it is for another address.
 */
export function acceptInvitation(database: Database, by: By, person: Person, now: Date): Promise<Joined> {
  return database.asLogin((tx) => acceptWithin(tx, by, person, now))
}

/** The same as a part of another transaction, as when the person has just been made. */
export async function acceptWithin(tx: LoginTransaction, by: By, person: Person, now: Date): Promise<Joined> {
  const found = await find(tx, by, person)
  if (!found) throw notOpen('unknown')
  const { organizationId, organizationSlug: slug } = found
  // Against one that is being deleted at this moment; its invitations are gone when it is.
  const [alive] = await tx.query<{ hasSecondFactor: boolean }>(sql`
    select u.totp_confirmed_at is not null as "hasSecondFactor" from organization o, "user" u
    where o.id = ${organizationId}::uuid and o.deleted_at is null and not o.is_personal and u.id = ${person.id}::uuid
    for share of o`)
  if (!alive) throw notOpen('unknown')
  await tx.inOrganization({ organizationId, userId: person.id }, (inside) =>
    join(inside, found, { ...person, ...alive }, now),
  )
  await tx.query(sql`update "user" set last_organization_id = ${organizationId}::uuid where id = ${person.id}::uuid`)
  return { organizationId, slug }
}

async function find(tx: LoginTransaction, by: By, { email }: Person): Promise<FoundInvitation | undefined> {
  if ('token' in by) return findByToken(tx, by.token)
  return (await findByEmail(tx, email)).find(({ id }) => id === by.id)
}

type Joining = Person & { hasSecondFactor: boolean }

async function join(tx: TenantTransaction, found: FoundInvitation, person: Joining, now: Date): Promise<void> {
  const { organizationId, role } = found
  const access: Access = { organizationId, userId: person.id, memberId: uuid(), role, settings: defaultSettings, isPersonal: false } // prettier-ignore
  // Locked before anything else is read, so that accepting twice at the same moment is accepting twice in a row.
  const invitation = await lockOne(tx, access, invitations, found.id)
  const [former] = await tx.query<{ id: string }>(sql`
    select id from membership where organization_id = ${organizationId}::uuid and user_id = ${person.id}::uuid`)
  const member = former && (await lockOne(tx, access, members, former.id))
  const actor = { access: { ...access, memberId: former?.id ?? access.memberId }, now }
  const isMember = member !== undefined && !member['deletedAt']
  const locked = { ...found, ...datesOf(invitation) }
  const isTheirs = locked.email === person.email.toLowerCase()
  if (locked.acceptedAt && isTheirs && isMember) return
  const state = stateOf(locked, now)
  if (state !== 'open') throw notOpen(state)
  if (!isTheirs) throw otherAddress(locked.email)
  // Somebody who is a member by other means keeps their role.
  if (!isMember) await writeMember(tx, actor, person, String(invitation?.['role']), member)
  const after = { ...invitation, acceptedAt: now.toISOString() }
  await writeRecords(tx, invitations, [{ kind: 'accept', before: invitation ?? null, after }], actor)
}

async function lockOne(tx: TenantTransaction, access: Access, definition: Definition, id: string) {
  return (await lockRecords(tx, { access, definition, reach: 'any' }, [id], 'edit'))[0]
}

const datesOf = (row: Row = {}) => ({
  expiresAt: new Date(String(row['expiresAt'])),
  acceptedAt: row['acceptedAt'] ? new Date(String(row['acceptedAt'])) : null,
  cancelledAt: row['deletedAt'] ? new Date(String(row['deletedAt'])) : null,
})

/** A new membership, or a former one come back to life. */
async function writeMember(
  tx: TenantTransaction,
  actor: Actor,
  { id: userId, name, email, hasSecondFactor }: Joining,
  role: string,
  former: Row | undefined,
): Promise<void> {
  const { organizationId, memberId: id } = actor.access
  const fields = { name, email, role, hasSecondFactor }
  const after = former ? { ...former, ...fields, deletedAt: null } : { ...newRecord(fields, actor), id }
  await writeRecords(tx, members, [{ kind: 'accept', before: former ?? null, after }], actor)
  await tx.query(sql`
    update membership set user_id = ${userId}::uuid where organization_id = ${organizationId}::uuid and id = ${id}::uuid`)
}

const details: Record<Exclude<InvitationState, 'open'> | 'unknown', Message> = {
  unknown: 'There is no such invitation; a newer one may have been sent',
  expired: 'This invitation has expired; ask for a new one',
  cancelled: 'This invitation was cancelled; ask whoever sent it',
  accepted: 'This invitation was used already',
}

const notOpen = (state: keyof typeof details) => new Problem('link', details[state], { state })

const otherAddress = (email: string) =>
  new Problem(
    'forbidden',
    say('This invitation is for {email}; sign in with that address, or ask for one to yours', { email }),
    { action: 'accept', resource: 'invitations' },
  )
