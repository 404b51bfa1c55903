import { atLeast, type Role } from './roles.ts'

/** What may be done besides working with records, and the lowest role that may. Server and screens read the same. */
export const rights = {
  inviteMembers: 'ADMIN',
  manageMembers: 'ADMIN',
  endSessions: 'ORG_OWNER',
  transferOwnership: 'ORG_OWNER',
  editOrganization: 'ADMIN',
  viewAs: 'ORG_OWNER',
  manageTokens: 'ADMIN',
  manageWebhooks: 'ADMIN',
  seeAudit: 'ADMIN',
  seeJobs: 'ADMIN',
  seePlan: 'ADMIN',
  seeUse: 'ORG_OWNER',
  manageBilling: 'ORG_OWNER',
  exportOrganization: 'ORG_OWNER',
  deleteOrganization: 'ORG_OWNER',
  eraseClients: 'ADMIN',
} as const satisfies Record<string, Role>

export type Right = keyof typeof rights

/** What a personal workspace, which has one member for good, does not have. */
const teamOnly = new Set<Right>([
  'inviteMembers',
  'manageMembers',
  'endSessions',
  'transferOwnership',
  'viewAs',
  'manageBilling',
  'deleteOrganization',
])

export function hasRight(right: Right, { role, isPersonal }: { role: Role; isPersonal: boolean }): boolean {
  return atLeast(role, rights[right]) && !(isPersonal && teamOnly.has(right))
}

/**
 * Whether `granter` may give or take `role`: owners any, administrators AGENT and VIEWER. The one rule behind
 * inviting, changing roles, removing, transfer and API tokens.
 */
export function mayGrant(granter: Role, role: Role): boolean {
  if (granter === 'ORG_OWNER') return true
  return granter === 'ADMIN' && !atLeast(role, 'ADMIN')
}
