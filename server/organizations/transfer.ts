import type { Database } from '../database/index.ts'
import { notFound, Problem } from '../errors.ts'
import { say, type Message } from '../messages/message.ts'
import type { Actor } from '../records/actor.ts'
import { lockRecords } from '../records/lock.ts'
import { writeRecords, type RecordChange } from '../records/write.ts'
import { members } from '../resources/members.ts'
import { mayGrant } from '../resources/rights.ts'

/** Makes the member an owner and oneself an administrator, at once. Throws 403, 404. */
export async function transferOwnership(database: Database, actor: Actor, memberId: string): Promise<void> {
  const { access } = actor
  const forbidden = (detail: Message) =>
    new Problem('forbidden', detail, { action: 'transferOwnership', resource: 'members' })
  if (!mayGrant(access.role, 'ORG_OWNER'))
    throw forbidden(say('As {role} you own nothing to transfer', { role: access.role }))
  if (memberId === access.memberId) throw forbidden('The organization is yours already')
  await database.withOrganization(access, async (tx) => {
    const scope = { access, definition: members, reach: 'any' } as const
    const locked = await lockRecords(tx, scope, [memberId, access.memberId], 'edit')
    const living = locked.filter((row) => !row['deletedAt'])
    const self = living.find((row) => row['id'] === access.memberId)
    if (living.length < 2 || !self) throw notFound('members')
    // It may have been taken away since the request began.
    if (self['role'] !== 'ORG_OWNER') throw forbidden('You are not an owner any more')
    const changes = living.map((before): RecordChange => {
      const role = before === self ? 'ADMIN' : 'ORG_OWNER'
      return { kind: 'transfer', before, after: { ...before, role } }
    })
    await writeRecords(tx, members, changes, actor)
  })
}
