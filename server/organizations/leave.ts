import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'
import type { Actor } from '../records/actor.ts'
import { lockLive, writeOne } from '../records/update.ts'
import { members } from '../resources/members.ts'

/**
 * Ends one's own membership; the tokens one made end with it. What one made stays. Throws 403 in the personal
 * workspace, and 409 for the last owner.
 */
export async function leaveOrganization(database: Database, actor: Actor): Promise<void> {
  const { access, now } = actor
  if (access.isPersonal) {
    throw new Problem('forbidden', 'Nobody leaves their personal workspace', {
      action: 'leave',
      resource: 'organization',
    })
  }
  await database.withOrganization(access, async (tx) => {
    const before = await lockLive(tx, members, access.memberId, actor)
    const after = { ...before, deletedAt: now.toISOString() }
    await writeOne(tx, members, { kind: 'leave', before, after }, actor)
  })
}
