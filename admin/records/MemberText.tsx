import { Link } from 'react-router'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { showPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { useFormerMembers } from './useFormerMembers.ts'

interface Props {
  id: string
  name?: string | null
  isLink?: boolean
}

/** A member by name. Those who have left are said to have; they have no page, and perhaps no name any more. */
export function MemberText({ id, name, isLink }: Props) {
  const { organization } = useOrganization()
  const isFormer = useFormerMembers().has(id)
  if (!name) return <>{t('members.former')}</>
  if (isFormer) {
    return (
      <>
        {name} <span className="quiet">{t('members.formerMark')}</span>
      </>
    )
  }
  return isLink ? <Link to={showPath(organization.slug, 'members', id)}>{name}</Link> : <>{name}</>
}
