import { App } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { Navigate, useLocation, useParams } from 'react-router'
import { NoOrganization } from '../pages/NoOrganization.tsx'
import { SecondFactorRequired } from '../pages/SecondFactorRequired.tsx'
import type { Membership, Organization, Session } from '../providers/auth.ts'
import { t } from '../providers/i18n.ts'
import { homePath } from '../paths.ts'
import { isBack, isLeaving } from './departures.ts'
import { Frame } from './Frame.tsx'
import { homeOrganization } from './homeOrganization.ts'
import { OrganizationContext } from './OrganizationContext.ts'
import { RefineRoot } from './RefineRoot.tsx'
import { useSession } from './SessionContext.ts'
import { useSessionWatch } from './useSessionWatch.ts'

/**
 * Finds the organization that the address names. One that is gone, or that the person was removed from, leads to the
 * personal workspace; an unknown one to one of the person's own; both with a word why. One that was renamed is followed.
 */
export function OrganizationRoot() {
  const session = useSession()
  const { slug = '' } = useParams()
  const { pathname, search, hash } = useLocation()
  useSessionWatch()
  const membership = useMemo(() => membershipAt(session, slug), [session, slug])

  const [shown, setShown] = useState<Organization>()
  useEffect(() => {
    if (!membership) return
    setShown(membership.organization)
    isBack(membership.organization.id)
  }, [membership])
  const lost = !membership && shown?.slug === slug ? shown : undefined
  const renamed = lost && session.memberships.find(({ organization }) => organization.id === lost.id)
  const personal = session.memberships.find(({ organization }) => organization.isPersonal)
  const home = (lost && personal) ?? homeOrganization(session)
  useWordOfMove(slug, lost, membership || renamed ? undefined : home)

  if (renamed) {
    const rest = pathname.slice(`/o/${slug}`.length)
    return <Navigate replace to={`/o/${renamed.organization.slug}${rest}${search}${hash}`} />
  }
  if (!membership) return home ? <Navigate replace to={homePath(home)} /> : <NoOrganization />
  if (membership.secondFactorMissing) return <SecondFactorRequired membership={membership} />
  return (
    <OrganizationContext value={membership}>
      <RefineRoot key={membership.organization.id}>
        <Frame />
      </RefineRoot>
    </OrganizationContext>
  )
}

/** The membership as the screens are to show it: an owner who looks with a lower role's eyes has that role. */
function membershipAt({ memberships, viewAs }: Session, slug: string): Membership | undefined {
  const membership = memberships.find(({ organization }) => organization.slug === slug)
  if (!membership || viewAs?.organizationId !== membership.organization.id) return membership
  return { ...membership, role: viewAs.role }
}

/** Says why another organization is shown than the one in the address. */
function useWordOfMove(slug: string, lost: Organization | undefined, home: Membership | undefined): void {
  const { notification } = App.useApp()
  useEffect(() => {
    if (!home || (lost && isLeaving(lost.id))) return
    const message = lost ? t('organization.lost', { name: lost.name }) : t('organization.notMember', { slug })
    const movedTo = t('organization.movedTo', { name: home.organization.name })
    const description = lost ? `${t('organization.lostBody')} ${movedTo}` : movedTo
    const duration = lost ? 12 : 4.5
    notification.warning({
      key: 'organization',
      message,
      description,
      duration,
      placement: 'bottomRight',
      role: 'status',
    })
  }, [home, lost, slug, notification])
}
