import { randomBytes } from 'node:crypto'
import { hashToken } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Access } from '../records/access.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { members } from '../resources/members.ts'

/** Whether the member has an address; what it is, nobody knows but those it was given to. */
export async function hasAddress(
  database: Database,
  { organizationId, memberId, ...context }: Access,
): Promise<boolean> {
  const [row] = await database.read<{ isSet: boolean }>(
    { organizationId, userId: context.userId },
    sql`select calendar_hash is not null as "isSet" from membership
        where organization_id = ${organizationId}::uuid and id = ${memberId}::uuid`,
  )
  return row?.isSet ?? false
}

/**
 * Makes the secret address of the member's calendar, in place of the one before, which ends. It is told only now: of
 * its 32 random bytes the database keeps the hash.
 */
export async function makeAddress(database: Database, publicUrl: string, actor: Actor): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await setHash(database, actor, hashToken(token))
  return `${publicUrl.replace(/\/+$/, '')}/calendar/${token}.ics`
}

/** Ends the address; harmless when there is none. */
export async function revokeAddress(database: Database, actor: Actor): Promise<void> {
  await setHash(database, actor, null)
}

/** With its row for the audit: whoever has the address reads without signing in. */
async function setHash(database: Database, actor: Actor, hash: Buffer | null): Promise<void> {
  const { organizationId, memberId } = actor.access
  await database.withOrganization(actor.access, async (tx) => {
    const [before] = await tx.query<{ name: string; wasSet: boolean }>(sql`
      select name, calendar_hash is not null as "wasSet" from membership
      where organization_id = ${organizationId}::uuid and id = ${memberId}::uuid and deleted_at is null for no key update`)
    if (!before) throw notFound(members.name)
    if (!before.wasSet && !hash) return
    await tx.query(sql`
      update membership set calendar_hash = ${hash}::bytea
      where organization_id = ${organizationId}::uuid and id = ${memberId}::uuid`)
    const changes = { calendarAddress: [before.wasSet, hash !== null] }
    const about = { recordId: memberId, title: before.name, changes }
    await recordActivity(tx, activity(members.name, 'edit', actor, about))
  })
}
