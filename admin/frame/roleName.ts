import { members } from '../../server/resources/members.ts'
import type { Role } from '../../server/resources/roles.ts'
import { choiceName } from '../words.ts'

/** «Agent»: the member list's own word. */
export const roleName = (role: Role) => choiceName(members, 'role', role)
