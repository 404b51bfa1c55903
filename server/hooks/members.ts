import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { say, type Message } from '../messages/message.ts'
import type { Access } from '../records/access.ts'
import { activity, insertActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { mayGrant } from '../resources/rights.ts'
import type { Role } from '../resources/roles.ts'
import type { Hooks } from './hooks.ts'

/** Who may change or end whose membership (domain: the role matrix). */
export const members: Hooks = {
  beforeWrite({ before, after, access }) {
    requireManageable(access, 'edit', before?.['id'], before?.['role'], after['role'])
    return []
  },
  beforeRemove({ kind, record, access }) {
    if (kind === 'restore') {
      throw new Problem('conflict', 'A former member comes back by a new invitation')
    }
    requireManageable(access, 'delete', record['id'], record['role'])
  },
  async afterWrite(tx, written, actor) {
    const gone = written
      .filter(({ before, after }) => before && !before['deletedAt'] && after['deletedAt'])
      .map(({ after }) => String(after['id']))
    if (gone.length === 0) return
    await revokeTokens(tx, gone, actor)
    await forgetCalendars(tx, gone)
  },
}

/** The secret addresses of their calendars, for the same reason as their tokens. */
async function forgetCalendars(tx: TenantTransaction, members: string[]): Promise<void> {
  await tx.query(sql`
    update membership set calendar_hash = null
    where organization_id = ${tx.context.organizationId}::uuid and id = any(${members}::uuid[]) and calendar_hash is not null`)
}

/** The tokens of members who go, or they would work again after a new invitation. */
async function revokeTokens(tx: TenantTransaction, makers: string[], actor: Actor): Promise<void> {
  const organizationId = actor.access.organizationId
  const revoked = await tx.query<{ id: string; name: string }>(sql`
    update api_token set deleted_at = ${actor.now.toISOString()}::timestamptz, version = version + 1
    where organization_id = ${organizationId}::uuid and created_by = any(${makers}::uuid[]) and deleted_at is null
    returning id, name`)
  if (revoked.length === 0) return
  const rows = revoked.map(({ id, name }) => activity('api-tokens', 'delete', actor, { recordId: id, title: name }))
  await tx.query(insertActivity(organizationId, rows))
}

function requireManageable(access: Access, action: 'edit' | 'delete', id: unknown, ...concerned: unknown[]): void {
  const refuse = (detail: Message) => new Problem('forbidden', detail, { action, resource: 'members' })
  if (access.isPersonal) throw refuse('A personal workspace has one member')
  if (id === access.memberId) throw refuse('Nobody changes or removes themself; to go, leave the organization')
  if (!concerned.every((role) => mayGrant(access.role, role as Role))) {
    throw refuse(say('As {role} you may manage agents and viewers only', { role: access.role }))
  }
}
