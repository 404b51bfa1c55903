import { resources } from '../server/resources/index.ts'
import { allows } from './providers/access.ts'
import type { Membership } from './providers/auth.ts'
import type { Definition } from '../server/resources/define.ts'

/** Addresses inside an organization. */
export const listPath = (slug: string, resource: string) => `/o/${slug}/${resource}`
export const createPath = (slug: string, resource: string) => `/o/${slug}/${resource}/create`
export const importsPath = (slug: string, resource: string) => `/o/${slug}/${resource}/import`
export const importPath = (slug: string, resource: string, id: string) => `/o/${slug}/${resource}/import/${id}`
export const showPath = (slug: string, resource: string, id: string) => `/o/${slug}/${resource}/${id}`
export const editPath = (slug: string, resource: string, id: string) => `/o/${slug}/${resource}/${id}/edit`

/** The resources of the menu: those the role may list, those it may write to before the others. */
export function menuOf({ role }: Membership): Definition[] {
  const listed = Object.values(resources).filter(({ name }) => allows(role, name, 'list'))
  const isWork = (definition: Definition) => definition.access.write !== 'NOBODY'
  return [...listed.filter(isWork).sort(byPlace), ...listed.filter((definition) => !isWork(definition))]
}

/** What an agency lists comes first; everything else by name. */
function byPlace(a: Definition, b: Definition): number {
  return Number(b.name === 'properties') - Number(a.name === 'properties') || a.name.localeCompare(b.name)
}

export function homePath(membership: Membership): string {
  const first = menuOf(membership)[0]
  return first ? listPath(membership.organization.slug, first.name) : `/o/${membership.organization.slug}/none`
}

const listKey = (path: string) => `oikion.list:${path}`

/** Remembers how a list was left, so that links back to it restore filters, page and order. */
export function rememberList(path: string, search: string): void {
  sessionStorage.setItem(listKey(path), search)
}

export const lastListPath = (slug: string, resource: string) => {
  const path = listPath(slug, resource)
  return path + (sessionStorage.getItem(listKey(path)) ?? '')
}
