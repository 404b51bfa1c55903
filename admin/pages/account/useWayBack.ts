import { useLocation } from 'react-router'
import { homeOrganization } from '../../frame/homeOrganization.ts'
import { useSession } from '../../frame/SessionContext.ts'
import { homePath } from '../../paths.ts'

/** Handed along as a link's state: the screen one has come from. */
export interface CameFrom {
  from?: string
}

/** The way back from the account to the organization: to the screen one came from, else to a first list. */
export function useWayBack(): { path: string; name: string } | undefined {
  const session = useSession()
  const { from } = (useLocation().state ?? {}) as CameFrom
  const slug = from?.match(/^\/o\/([^/?#]+)/)?.[1]
  const cameFrom = session.memberships.find(({ organization }) => organization.slug === slug)
  const membership = cameFrom ?? homeOrganization(session)
  if (!membership) return undefined
  return { path: (cameFrom && from) ?? homePath(membership), name: membership.organization.name }
}
