import { Link } from 'react-router'
import { t } from '../providers/i18n.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { roleName } from '../frame/roleName.ts'
import { useTitle } from '../frame/useTitle.ts'
import { Message } from './Message.tsx'

/** The role may not open this screen. */
export function Forbidden() {
  const { role, organization } = useOrganization()
  useTitle(t('forbidden.title'))
  return (
    <Message
      title={t('forbidden.title')}
      body={t('forbidden.body', { role: roleName(role), organization: organization.name })}
    >
      <Link to="/">{t('notFound.home')}</Link>
    </Message>
  )
}
