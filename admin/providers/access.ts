import type { AccessControlProvider } from '@refinedev/core'
import { resources } from '../../server/resources/index.ts'
import { actions, reach, type Action, type Standing } from '../../server/resources/roles.ts'

/** Whether a member may do this to at least some records; each record's own `_can` says which. */
export function allows(standing: Standing, resource: string, action: Action): boolean {
  const definition = resources[resource]
  return definition !== undefined && reach(definition, action, standing) !== 'none'
}

/** Refine's `useCan` and `CanAccess` over the definitions. What is not an action of ours is not granted. */
export function accessProviderFor(standing: Standing): AccessControlProvider {
  return {
    can: async ({ resource, action }) => {
      const known = actions.find((candidate) => candidate === action)
      return { can: resource !== undefined && known !== undefined && allows(standing, resource, known) }
    },
  }
}
