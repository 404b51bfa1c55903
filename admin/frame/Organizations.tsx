import { CheckOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { fold } from '../../server/resources/fold.ts'
import { homePath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { useOrganization } from './OrganizationContext.ts'
import { OrganizationsDeleted } from './OrganizationsDeleted.tsx'
import { OrganizationsInvited } from './OrganizationsInvited.tsx'
import { roleName } from './roleName.ts'
import { useSession } from './SessionContext.ts'

interface Props {
  onChosen: () => void
  onMake: () => void
}

/** Invitations to one's address, one's organizations found by name, those deleted a short while ago, and a new one. */
export function Organizations({ onChosen, onMake }: Props) {
  const [search, setSearch] = useState('')
  const currentId = useOrganization().organization.id
  const { memberships, invitations } = useSession()
  const found = memberships.filter(({ organization }) => matches(organization.name, search))
  return (
    <div className="organizations" role="dialog" aria-label={t('organization.choose')}>
      {invitations.length > 0 && <OrganizationsInvited invitations={invitations} onAccepted={onChosen} />}
      <Input
        autoFocus
        allowClear
        value={search}
        placeholder={t('organization.search')}
        aria-label={t('organization.search')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul>
        {found.map((membership) => {
          const isCurrent = membership.organization.id === currentId
          return (
            <li key={membership.organization.id}>
              <Link to={homePath(membership)} onClick={onChosen} aria-current={isCurrent || undefined}>
                <span className="organization-name">{membership.organization.name}</span>
                <span className="quiet">
                  {membership.organization.isPersonal ? t('organization.personal') : roleName(membership.role)}
                </span>
                {isCurrent && <CheckOutlined aria-hidden />}
              </Link>
            </li>
          )
        })}
      </ul>
      {found.length === 0 && <p className="quiet">{t('organization.none')}</p>}
      <OrganizationsDeleted onRestored={onChosen} />
      <Button type="text" block className="organization-new" icon={<PlusOutlined aria-hidden />} onClick={onMake}>
        {t('organization.new')}
      </Button>
    </div>
  )
}

/** Found whatever the case and the accents: `αθηνα` finds «Αθήνα». */
function matches(name: string, search: string): boolean {
  return fold(name).includes(fold(search))
}
