import type { ComponentType } from 'react'
import { useParams } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { resources } from '../../server/resources/index.ts'
import type { Action } from '../../server/resources/roles.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { Forbidden } from '../pages/Forbidden.tsx'
import { NotFound } from '../pages/NotFound.tsx'
import { allows } from '../providers/access.ts'

interface Props {
  action: Action
  screen: ComponentType<{ definition: Definition }>
}

/** Turns the address' resource into its definition for a screen, or says that there is none or that the role may not. */
export function ResourceRoute({ action, screen: Screen }: Props) {
  const { resource = '', id = '' } = useParams()
  const membership = useOrganization()
  const definition = Object.hasOwn(resources, resource) ? resources[resource] : undefined
  if (!definition) return <NotFound />
  if (!allows(membership, resource, action)) return <Forbidden />
  // The key gives each record its own screen: nothing of one leaks into the next.
  return <Screen key={`${resource}/${id}`} definition={definition} />
}
