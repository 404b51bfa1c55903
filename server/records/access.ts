import { say } from '../messages/message.ts'
import { reach, type Action, type Role } from '../resources/roles.ts'
import type { Definition } from '../resources/define.ts'
import type { OrganizationSettings } from '../resources/settings.ts'
import { Problem } from '../errors.ts'
import { involving } from './involvement.ts'
import type { TenantContext } from '../database/tenant.ts'

/** Who is asking, in which organization: read from the database on every request, never from the client. */
export interface Access extends TenantContext {
  organizationId: string
  memberId: string
  role: Role
  settings: OrganizationSettings
  isPersonal: boolean
  /** Set when a program asks with an API token: it may do what its scopes name, and no more than its role. */
  token?: { id: string; scopes: readonly string[] }
  /** Set while an owner looks at the application as a lower role: nothing may be written. */
  isReadOnly?: boolean
}

/** What a decision allows: all records of the organization, those the member may read, or those the member created. */
export interface Scope {
  access: Access
  definition: Definition
  reach: 'any' | 'involved' | 'own'
}

/** Decides once, before any SQL is built. Throws 403 `forbidden` when the role or the token may not. */
export function authorize(access: Access, definition: Definition, action: Action): Scope {
  const granted = reach(definition, action, access)
  if (granted === 'none') throw forbidden(access, action, definition.name)
  if (access.isReadOnly && !isReading(action)) {
    throw new Problem('forbidden', 'While you view as another role, nothing can be changed', {
      action,
      resource: definition.name,
    })
  }
  if (!hasScope(access, definition, action)) {
    const detail = say('This API token lacks the scope {scope}', { scope: scopeFor(definition, action) })
    throw new Problem('forbidden', detail, { action, resource: definition.name })
  }
  const isNarrowed = isReading(action) && granted === 'any' && involving(definition, access) !== 'any'
  return { access, definition, reach: isNarrowed ? 'involved' : granted }
}

/** Whether an API token names this action among its scopes; people need none. */
export function hasScope({ token }: Access, definition: Definition, action: Action): boolean {
  return !token || token.scopes.includes(scopeFor(definition, action))
}

const scopeFor = ({ name }: Definition, action: Action) => `${name}:${isReading(action) ? 'read' : 'write'}`

const isReading = (action: Action) => action === 'list' || action === 'show' || action === 'export'

const forbidden = ({ role }: Access, action: Action, resource: string) =>
  new Problem('forbidden', say('As {role} you may not {action} {resource}', { role, action, resource }), {
    action,
    resource,
  })
