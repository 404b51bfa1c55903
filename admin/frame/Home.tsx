import { Navigate } from 'react-router'
import { useSession } from './SessionContext.ts'
import { homeOrganization } from './homeOrganization.ts'
import { NoOrganization } from '../pages/NoOrganization.tsx'
import { OrganizationContext } from './OrganizationContext.ts'
import { use } from 'react'
import { homePath } from '../paths.ts'

/** `/` and `/o/:slug` lead to the dashboard of the last used or the named organization. */
export function Home() {
  const session = useSession()
  const membership = use(OrganizationContext) ?? homeOrganization(session)
  if (!membership) return <NoOrganization />
  return <Navigate replace to={homePath(membership)} />
}
