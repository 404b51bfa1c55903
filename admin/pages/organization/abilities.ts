import type { Definition } from '../../../server/resources/define.ts'
import { resources } from '../../../server/resources/index.ts'
import { mayGrant, rights, type Right } from '../../../server/resources/rights.ts'
import { grantOf, reach, roles, type Action, type Reach, type Role } from '../../../server/resources/roles.ts'
import type { OrganizationSettings } from '../../../server/resources/settings.ts'
import { byPlace } from '../../paths.ts'

/** The four roles as people rank them, highest first. */
export const rankedRoles: readonly Role[] = roles.toReversed()

/** What can be done to records, in the order people think of it; `list` stands for seeing at all. */
const shownActions = ['list', 'create', 'edit', 'delete', 'bulkEdit', 'export', 'import'] as const satisfies Action[]
export type ShownAction = (typeof shownActions)[number]

export interface ActionRow {
  action: ShownAction
  /** The organization has set, or may set, how far this reaches. */
  isBySetting: boolean
  reaches: Record<Role, Reach>
}

/** The records people work with, and those by which the organization is run. */
export const workResources = Object.values(resources)
  .filter(({ section }) => section === undefined)
  .sort(byPlace)
export const organizationResources = Object.values(resources).filter(({ section }) => section === 'organization')

/** What each role may do to a resource's records; actions that nobody has are left out. */
export function actionsOf(definition: Definition, settings: OrganizationSettings): ActionRow[] {
  return shownActions
    .map((action) => ({
      action,
      isBySetting: isBySetting(definition, action, settings),
      reaches: byRole((role) => reach(definition, action, { role, settings })),
    }))
    .filter(({ reaches }) => roles.some((role) => reaches[role] !== 'none'))
}

function isBySetting(definition: Definition, action: Action, settings: OrganizationSettings): boolean {
  const grant = grantOf(definition.access, action)
  const isNarrowed = roles.some((role) => reach(definition, action, { role, settings }) === 'involved')
  return isNarrowed || (typeof grant === 'object' && 'setting' in grant)
}

/** The roles that somebody with a right over people may use it on; undefined for rights that are not about roles. */
export function rolesConcerned(right: Right, granter: Role): readonly Role[] | undefined {
  const isAboutRoles = right === 'inviteMembers' || right === 'manageMembers'
  return isAboutRoles ? rankedRoles.filter((role) => mayGrant(granter, role)) : undefined
}

/** Every right besides working with records. */
export const allRights = Object.keys(rights) as Right[]

export function byRole<T>(answer: (role: Role) => T): Record<Role, T> {
  return Object.fromEntries(roles.map((role) => [role, answer(role)])) as Record<Role, T>
}
