import { CheckOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { homePath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { useOrganization } from './OrganizationContext.ts'
import { roleName } from './roleName.ts'
import { useSession } from './SessionContext.ts'

/** One's organizations, found by name. */
export function Organizations({ onChosen }: { onChosen: () => void }) {
  const [search, setSearch] = useState('')
  const current = useOrganization()
  const found = useSession().memberships.filter(({ organization }) => matches(organization.name, search))
  return (
    <div className="organizations" role="dialog" aria-label={t('organization.choose')}>
      <Input
        autoFocus
        allowClear
        value={search}
        placeholder={t('organization.search')}
        aria-label={t('organization.search')}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul>
        {found.map((membership) => (
          <li key={membership.organization.id}>
            <Link to={homePath(membership)} onClick={onChosen} aria-current={membership === current || undefined}>
              <span className="organization-name">{membership.organization.name}</span>
              <span className="quiet">
                {membership.organization.isPersonal ? t('organization.personal') : roleName(membership.role)}
              </span>
              {membership === current && <CheckOutlined aria-hidden />}
            </Link>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="quiet">{t('organization.none')}</p>}
    </div>
  )
}

/** Found whatever the case and the accents: `αθηνα` finds «Αθήνα». */
function matches(name: string, search: string): boolean {
  return fold(name).includes(fold(search.trim()))
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
