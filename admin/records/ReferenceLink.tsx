import { Link } from 'react-router'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { showPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { MemberText } from './MemberText.tsx'

interface Props {
  resource: string
  id: string
  title?: string | null
}

/** The record pointed to, by its title. */
export function ReferenceLink({ resource, id, title }: Props) {
  const { organization } = useOrganization()
  if (resource === 'members') return <MemberText isLink id={id} name={title} />
  return <Link to={showPath(organization.slug, resource, id)}>{title ?? t('record.untitled')}</Link>
}
