import { resources } from '../server/resources/index.ts'
import { allows } from './providers/access.ts'
import type { Membership } from './providers/auth.ts'
import type { Definition } from '../server/resources/define.ts'
import { hasRight } from '../server/resources/rights.ts'
import { grantOf } from '../server/resources/roles.ts'

/** Addresses inside an organization. */
export const listPath = (slug: string, resource: string) => `/o/${slug}/${resource}`
export const createPath = (slug: string, resource: string) => `/o/${slug}/${resource}/create`
export const importsPath = (slug: string, resource: string) => `/o/${slug}/${resource}/import`
export const importPath = (slug: string, resource: string, id: string) => `/o/${slug}/${resource}/import/${id}`
export const showPath = (slug: string, resource: string, id: string) => `/o/${slug}/${resource}/${id}`
export const editPath = (slug: string, resource: string, id: string) => `/o/${slug}/${resource}/${id}/edit`
export const taskTablePath = (slug: string) => `/o/${slug}/tasks/table`

/** The list of a resource that takes filters; tasks have another screen before it. */
export const tablePath = (slug: string, resource: string) =>
  resource === 'tasks' ? taskTablePath(slug) : listPath(slug, resource)

/** What went to the trash from one moment to another, both included: nothing changes there but by leaving. */
export function trashPath(slug: string, resource: string, from: string, to: string): string {
  const state = new URLSearchParams({ trash: 'true', updatedAt_gte: from, updatedAt_lte: to })
  return `${tablePath(slug, resource)}?${state}`
}

/** The screens of the day's work that no definition makes; each name is the last part of its address. */
export const workPages = ['dashboard', 'calendar', 'feed'] as const
export type WorkPage = (typeof workPages)[number]
export const workPath = (slug: string, page: WorkPage) => `/o/${slug}/${page}`

/** The resources of the menu: those the role may list, those it may write to before the others. */
export function menuOf(membership: Membership): Definition[] {
  const listed = Object.values(resources).filter(
    ({ name, section }) => section === undefined && allows(membership, name, 'list'),
  )
  const isWork = (definition: Definition) => grantOf(definition.access, 'create') !== 'NOBODY'
  return [...listed.filter(isWork).sort(byPlace), ...listed.filter((definition) => !isWork(definition))]
}

/** The screens by which an organization is run, in the menu's order; each is the last part of its address. */
export const organizationPages = [
  'members',
  'access',
  'api-tokens',
  'webhooks',
  'activities',
  'jobs',
  'billing',
  'settings',
] as const
export type OrganizationPage = (typeof organizationPages)[number]

export const pagePath = (slug: string, page: OrganizationPage) => `/o/${slug}/${page}`
export const plansPath = (slug: string) => `/o/${slug}/billing/plans`
export const invitationsPath = (slug: string) => `/o/${slug}/members/invitations`
export const formerMembersPath = (slug: string) => `/o/${slug}/members/former`
export const apiReferencePath = (slug: string) => `/o/${slug}/api`

/** Whether a member may open one of them; a personal workspace has nobody to manage. */
export function mayOpen({ role, organization }: Membership, page: OrganizationPage): boolean {
  const { isPersonal } = organization
  switch (page) {
    case 'members':
    case 'access':
      return !isPersonal
    case 'api-tokens':
      return hasRight('manageTokens', { role, isPersonal })
    case 'webhooks':
      return hasRight('manageWebhooks', { role, isPersonal })
    case 'activities':
      return hasRight('seeAudit', { role, isPersonal })
    case 'jobs':
      return hasRight('seeJobs', { role, isPersonal })
    case 'billing':
      return hasRight('seePlan', { role, isPersonal })
    case 'settings':
      return hasRight('editOrganization', { role, isPersonal })
  }
}

/** What an agency lists comes first; everything else by name. */
export function byPlace(a: Definition, b: Definition): number {
  return Number(b.name === 'properties') - Number(a.name === 'properties') || a.name.localeCompare(b.name)
}

/** Where an organization is entered. */
export const homePath = ({ organization }: Membership) => workPath(organization.slug, 'dashboard')

const listKey = (path: string) => `oikion.list:${path}`

/** Remembers how a list was left, so that links back to it restore filters, page and order. */
export function rememberList(path: string, search: string): void {
  sessionStorage.setItem(listKey(path), search)
}

export const lastListPath = (slug: string, resource: string) => {
  const path = listPath(slug, resource)
  return path + (sessionStorage.getItem(listKey(path)) ?? '')
}
