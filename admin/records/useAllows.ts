import { useCallback } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import type { Action } from '../../server/resources/roles.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { allows } from '../providers/access.ts'

/** What the role may do to a resource's records; a single record's `_can` is narrower still. */
export function useAllows(definition: Definition): (action: Action) => boolean {
  const standing = useOrganization()
  return useCallback((action) => allows(standing, definition.name, action), [standing, definition])
}
