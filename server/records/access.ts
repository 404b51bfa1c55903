import { reach, type Action, type Role } from '../resources/roles.ts'
import type { Definition } from '../resources/define.ts'
import { Problem } from '../errors.ts'
import type { TenantContext } from '../database/tenant.ts'

/** Who is asking, in which organization: read from the database on every request, never from the client. */
export interface Access extends TenantContext {
  organizationId: string
  memberId: string
  role: Role
}

/** What a decision allows: all records of the organization or only those the member created. */
export interface Scope {
  access: Access
  definition: Definition
  reach: 'any' | 'own'
}

/** Decides once, before any SQL is built. Throws 403 `forbidden` when the role may not. */
export function authorize(access: Access, definition: Definition, action: Action): Scope {
  const granted = reach(definition.access, action, access.role)
  if (granted === 'none') {
    throw new Problem('forbidden', `As ${access.role} you may not ${action} ${definition.name}`, {
      action,
      resource: definition.name,
    })
  }
  return { access, definition, reach: granted }
}
