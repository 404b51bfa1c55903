import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { mayGrant } from '../resources/rights.ts'
import type { Role } from '../resources/roles.ts'
import type { Hooks } from './hooks.ts'

/** An open invitation is cancelled by whoever might have sent it, and stays cancelled. */
export const invitations: Hooks = {
  beforeRemove({ kind, record, access }) {
    if (kind === 'restore') throw new Problem('conflict', 'A cancelled invitation stays cancelled; send a new one')
    if (!mayGrant(access.role, record['role'] as Role)) {
      const detail = say('As {role} you may cancel invitations of agents and viewers only', { role: access.role })
      throw new Problem('forbidden', detail, { action: 'delete', resource: 'invitations' })
    }
    if (record['acceptedAt']) throw new Problem('conflict', 'This invitation was accepted; remove the member instead')
  },
}
