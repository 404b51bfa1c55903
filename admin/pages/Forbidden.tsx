import { Link } from 'react-router'
import { t } from '../providers/i18n.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { roleName } from '../frame/roleName.ts'
import { useTitle } from '../frame/useTitle.ts'
import { Message } from './Message.tsx'

/** The role may not open this screen; in a personal workspace, which has no roles, because it is for several people. */
export function Forbidden() {
  const { role, organization } = useOrganization()
  const title = t(organization.isPersonal ? 'forbidden.personalTitle' : 'forbidden.title')
  const body = organization.isPersonal
    ? t('forbidden.personalBody')
    : t('forbidden.body', { role: roleName(role), organization: organization.name })
  useTitle(title)
  return (
    <Message title={title} body={body}>
      <Link to="/">{t('notFound.home')}</Link>
    </Message>
  )
}
