import { endSessionsOf } from '../auth/sessions.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { members } from '../resources/members.ts'

/** Ends all sessions of a member's person, in whichever organization they are used. Throws 403 for oneself, 404. */
export async function signOutMember(database: Database, actor: Actor, memberId: string): Promise<void> {
  const { access } = actor
  if (memberId === access.memberId) {
    throw new Problem('forbidden', 'Your own sessions stand among your devices', {
      action: 'endSessions',
      resource: 'members',
    })
  }
  await database.asLogin(async (tx) => {
    const userId = await tx.inOrganization(access, async (inside) => {
      const [member] = await inside.query<{ userId: string; name: string }>(sql`
        select user_id as "userId", name from membership
        where organization_id = ${access.organizationId}::uuid and id = ${memberId}::uuid and deleted_at is null`)
      if (!member) throw notFound('members')
      await recordActivity(
        inside,
        activity(members.name, 'sign-out', actor, { recordId: memberId, title: member.name }),
      )
      return member.userId
    })
    await tx.query(endSessionsOf(userId))
  })
}
