import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { createPath, menuOf } from '../paths.ts'
import { allows } from '../providers/access.ts'
import { t } from '../providers/i18n.ts'
import { recordName } from '../words.ts'
import { useOrganization } from './OrganizationContext.ts'
import { ResourceIcon } from './ResourceIcon.tsx'
import { useKeys } from './useKeys.ts'

const SearchDialog = lazy(async () => ({ default: (await import('./SearchDialog.tsx')).SearchDialog }))

const commandKey = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl'

const openSearch = () => dispatchEvent(new Event('oikion:search'))

/** The search dialog, opened from any of its buttons or by ⌘K. Stands once in the frame. */
export function Search() {
  const [isOpen, setOpen] = useState(false)
  useKeys({ 'mod+k': openSearch })
  useEffect(() => {
    const open = () => setOpen(true)
    addEventListener('oikion:search', open)
    return () => removeEventListener('oikion:search', open)
  }, [])
  return <Suspense>{isOpen && <SearchDialog onClose={() => setOpen(false)} />}</Suspense>
}

/** The way into search, and beside it what can be made new. */
export function SearchButton() {
  return (
    <div className="search-row">
      <Button
        className="search-button"
        icon={<SearchOutlined aria-hidden />}
        aria-label={t('search.open')}
        title={`${t('search.open')} (${commandKey} K)`}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={openSearch}
      >
        <span>{t('search.open')}</span>
      </Button>
      <CreateButton />
    </div>
  )
}

function CreateButton() {
  const navigate = useNavigate()
  const membership = useOrganization()
  const items = menuOf(membership)
    .filter(({ name }) => allows(membership, name, 'create'))
    .map((definition) => ({
      key: definition.name,
      icon: <ResourceIcon name={definition.icon} />,
      label: recordName(definition),
      onClick: () => void navigate(createPath(membership.organization.slug, definition.name)),
    }))
  if (items.length === 0) return null
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button icon={<PlusOutlined aria-hidden />} aria-label={t('search.create')} aria-haspopup="menu" />
    </Dropdown>
  )
}
