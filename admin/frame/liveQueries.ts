import { resources } from '../../server/resources/index.ts'
import type { Change } from '../providers/liveStream.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** What else a query tells of than its key says: it is fetched anew when any of these resources changes, or with `*` any. */
      live?: readonly string[]
      [key: string]: unknown
    }
  }
}

/** The resource's own records, and what is made of all that happens. */
const views = new Set(Object.values(resources).flatMap(({ name, view }) => (view ? [name] : [])))

/**
 * Whether what a query has fetched may be out of date after these changes, by its key as Refine writes it
 * (`['data', provider, resource, action, …]`): its resource's lists, the records named, and what stands below a record
 * (`clients/<id>/timeline`), which also tells of the records that refer to it.
 */
export function isOutdated(key: readonly unknown[], live: readonly string[] | undefined, changes: Change[]): boolean {
  const [, , resource, action, which] = key
  if (live?.includes('*') || changes.some((change) => live?.includes(change.resource))) return true
  if (typeof resource !== 'string') return false
  if (views.has(resource)) return changes.some((change) => change.resource !== 'notices')
  const [name = '', id] = resource.split('/')
  return changes.some((change) => {
    if (id !== undefined) return change.resource === name ? isNamed(change, [id]) : refersTo(change.resource, name)
    if (change.resource !== name) return false
    if (action === 'one') return isNamed(change, [which])
    return action === 'many' && Array.isArray(which) ? isNamed(change, which) : true
  })
}

const isNamed = ({ id }: Change, ids: unknown[]) => id === null || ids.includes(id)

function refersTo(resource: string, name: string): boolean {
  return Object.hasOwn(resources, resource) && Object.values(resources[resource]?.references ?? {}).includes(name)
}
