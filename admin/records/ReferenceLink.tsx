import { Link } from 'react-router'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { showPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'

interface Props {
  resource: string
  id: string
  title?: string | null
}

/** The record pointed to, by its title. */
export function ReferenceLink({ resource, id, title }: Props) {
  const { organization } = useOrganization()
  return <Link to={showPath(organization.slug, resource, id)}>{title ?? t('record.untitled')}</Link>
}
