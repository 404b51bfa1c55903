import type { OrganizationSettings } from './settings.ts'

/** The four roles of a membership, lowest first: each may do all that those before it may. */
export const roles = ['VIEWER', 'AGENT', 'ADMIN', 'ORG_OWNER'] as const
export type Role = (typeof roles)[number]

/** What can be done to records; the same words are used by routes, screens and Refine's `can`. */
export const actions = ['list', 'show', 'create', 'edit', 'delete', 'bulkEdit', 'export', 'import'] as const
export type Action = (typeof actions)[number]

/**
 * The lowest role that may; `own` lets lower roles act on what they created; `setting` leaves the lowest role to the
 * organization; NOBODY closes the action.
 */
export type Grant = Role | 'NOBODY' | { any: Role | 'NOBODY'; own: Role } | { setting: 'exportRole' }

/** Access of one resource. Every key is required: forgetting one is a type error, never an open door. */
export interface ResourceAccess {
  read: Grant
  /** One grant for creating and editing, or one for each. */
  write: Grant | { create: Grant; edit: Grant }
  remove: Grant
  bulkEdit: Grant
  export: Grant
  import: Grant
}

/** `any` with this role, `own` records already from AGENT on. */
export function ownOr(any: Role): Grant {
  return { any, own: 'AGENT' }
}

/** Nobody's but one's own records, from AGENT on. */
export const authorOnly: Grant = { any: 'NOBODY', own: 'AGENT' }

/** Who may export is the organization's to say; AGENT and above unless it says otherwise. */
export const byExportRole: Grant = { setting: 'exportRole' }

/**
 * How far an action reaches: every record, those the member created or is assigned to (`involved`), those the member
 * created (`own`), or none.
 */
export type Reach = 'any' | 'involved' | 'own' | 'none'

/** What decides about a member: the role and what the organization has set. */
export interface Standing {
  role: Role
  settings: OrganizationSettings
}

/** Answers what a member may do; anything not granted is `none`. */
export function reach(
  { name, access }: { name: string; access: ResourceAccess },
  action: Action,
  { role, settings }: Standing,
): Reach {
  const granted = reachOf(grantOf(access, action), role, settings)
  const narrows = action === 'list' || action === 'show' || action === 'export'
  const isNarrowed = granted === 'any' && narrows && role === 'AGENT' && settings.visibility[name] === 'own'
  return isNarrowed ? 'involved' : granted
}

/** The grant that decides about an action. */
export function grantOf(access: ResourceAccess, action: Action): Grant {
  switch (action) {
    case 'list':
    case 'show':
      return access.read
    case 'create':
    case 'edit':
      return typeof access.write === 'object' && action in access.write
        ? (access.write as { create: Grant; edit: Grant })[action]
        : (access.write as Grant)
    case 'delete':
      return access.remove
    default:
      return access[action]
  }
}

function reachOf(grant: Grant, role: Role, settings: OrganizationSettings): Reach {
  if (grant === 'NOBODY') return 'none'
  if (typeof grant === 'string') return atLeast(role, grant) ? 'any' : 'none'
  if ('setting' in grant) return atLeast(role, settings[grant.setting]) ? 'any' : 'none'
  if (grant.any !== 'NOBODY' && atLeast(role, grant.any)) return 'any'
  return atLeast(role, grant.own) ? 'own' : 'none'
}

export function atLeast(role: Role, lowest: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(lowest)
}
