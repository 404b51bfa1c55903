import { Link } from 'react-router'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { showPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import type { Member } from './people.ts'

interface Props {
  member: Member
  isSelf?: boolean
  /** Former members have no page of their own. */
  isFormer?: boolean
}

/** A member's name over the address; oneself is marked. */
export function MemberName({ member: { id, name, email }, isSelf, isFormer }: Props) {
  const { organization } = useOrganization()
  return (
    <div className="two-lines">
      <span>
        {isFormer ? (
          <strong>{name || t('members.former')}</strong>
        ) : (
          <Link className="title-link" to={showPath(organization.slug, 'members', id)}>
            {name}
          </Link>
        )}
        {isSelf && <span className="tag tag-default">{t('members.you')}</span>}
      </span>
      {email && (
        <a className="quiet" href={`mailto:${email}`}>
          {email}
        </a>
      )}
    </div>
  )
}
