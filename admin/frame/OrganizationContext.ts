import { createContext, use } from 'react'
import type { Membership } from '../providers/auth.ts'

export const OrganizationContext = createContext<Membership | undefined>(undefined)

/** The membership in the organization that the address names. */
export function useOrganization(): Membership {
  const membership = use(OrganizationContext)
  if (!membership) throw new Error('useOrganization is for screens inside an organization')
  return membership
}
