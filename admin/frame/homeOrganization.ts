import type { Membership, Session } from '../providers/auth.ts'

/** Where a person lands: the organization used last, else the personal one, else any. */
export function homeOrganization({ memberships, lastOrganizationId }: Session): Membership | undefined {
  return (
    memberships.find(({ organization }) => organization.id === lastOrganizationId) ??
    memberships.find(({ organization }) => organization.isPersonal) ??
    memberships[0]
  )
}
