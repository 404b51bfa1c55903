import { App } from 'antd'
import { useEffect } from 'react'
import { Navigate, useParams } from 'react-router'
import { NoOrganization } from '../pages/NoOrganization.tsx'
import { t } from '../providers/i18n.ts'
import { homePath } from '../paths.ts'
import { Frame } from './Frame.tsx'
import { homeOrganization } from './homeOrganization.ts'
import { OrganizationContext } from './OrganizationContext.ts'
import { RefineRoot } from './RefineRoot.tsx'
import { useSession } from './SessionContext.ts'

/** Finds the organization that the address names; an unknown one leads to one of the person's own, with a word why. */
export function OrganizationRoot() {
  const session = useSession()
  const { slug = '' } = useParams()
  const { notification } = App.useApp()
  const membership = session.memberships.find(({ organization }) => organization.slug === slug)
  const home = homeOrganization(session)

  useEffect(() => {
    if (membership || !home) return
    const message = t('organization.notMember', { slug })
    const description = t('organization.movedTo', { name: home.organization.name })
    notification.warning({ key: 'organization', message, description, placement: 'bottomRight', role: 'status' })
  }, [membership, home, slug, notification])

  if (!membership) return home ? <Navigate replace to={homePath(home)} /> : <NoOrganization />
  return (
    <OrganizationContext value={membership}>
      <RefineRoot key={membership.organization.id}>
        <Frame />
      </RefineRoot>
    </OrganizationContext>
  )
}
