/** The four roles of a membership, lowest first: each may do all that those before it may. */
export const roles = ['VIEWER', 'AGENT', 'ADMIN', 'ORG_OWNER'] as const
export type Role = (typeof roles)[number]

/** What can be done to records; the same words are used by routes, screens and Refine's `can`. */
export const actions = ['list', 'show', 'create', 'edit', 'delete', 'bulkEdit', 'export', 'import'] as const
export type Action = (typeof actions)[number]

/** The lowest role that may; `own` lets lower roles act on what they created; NOBODY closes the action. */
export type Grant = Role | 'NOBODY' | { any: Role; own: Role }

/** Access of one resource. Every key is required: forgetting one is a type error, never an open door. */
export interface ResourceAccess {
  read: Grant
  write: Grant
  remove: Grant
  bulkEdit: Grant
  export: Grant
  import: Grant
}

/** `any` with this role, `own` records already from AGENT on. */
export function ownOr(any: Role): Grant {
  return { any, own: 'AGENT' }
}

/** How far an action reaches for a role: every record, those the member created, or none. */
export type Reach = 'any' | 'own' | 'none'

const grantOf: Record<Action, keyof ResourceAccess> = {
  list: 'read',
  show: 'read',
  create: 'write',
  edit: 'write',
  delete: 'remove',
  bulkEdit: 'bulkEdit',
  export: 'export',
  import: 'import',
}

/** Answers what `role` may do; anything not granted is `none`. */
export function reach(access: ResourceAccess, action: Action, role: Role): Reach {
  const grant = access[grantOf[action]]
  if (grant === 'NOBODY') return 'none'
  if (typeof grant === 'string') return atLeast(role, grant) ? 'any' : 'none'
  if (atLeast(role, grant.any)) return 'any'
  return atLeast(role, grant.own) ? 'own' : 'none'
}

export function atLeast(role: Role, lowest: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(lowest)
}
