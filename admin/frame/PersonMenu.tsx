import { UserOutlined } from '@ant-design/icons'
import { App, Button, Dropdown, type MenuProps } from 'antd'
import { useLocation, useNavigate } from 'react-router'
import { languages } from '../../server/resources/settings.ts'
import { setAppearance, useAppearance, type Density, type Theme } from '../appearance.ts'
import { languageNames } from '../language.ts'
import { signOut } from '../providers/auth.ts'
import { locale, t } from '../providers/i18n.ts'
import { useSession } from './SessionContext.ts'
import { openShortcuts } from './GoKeys.tsx'
import { useLanguage } from './useLanguage.ts'

const themes = ['light', 'dark', 'system'] as const satisfies Theme[]
const densities = ['comfortable', 'compact'] as const satisfies Density[]

/** The person's own things: how the screen looks, its language, keys, sign-out. */
export function PersonMenu() {
  const { user } = useSession()
  const { theme, density } = useAppearance()
  const { notification } = App.useApp()
  const navigate = useNavigate()
  const { pathname, search } = useLocation()

  const choose = useLanguage()

  const leave = () => {
    signOut().catch((error: Error) => notification.error({ message: error.message, placement: 'bottomRight' }))
  }
  const openAccount = () => void navigate('/account', { state: { from: pathname + search } })
  const items: MenuProps['items'] = [
    { key: 'email', label: user.email, disabled: true },
    { key: 'account', label: t('person.account'), onClick: openAccount },
    {
      type: 'group',
      label: t('person.theme'),
      children: themes.map((key) => ({ key, label: t(`person.${key}`), onClick: () => setAppearance({ theme: key }) })),
    },
    {
      type: 'group',
      label: t('person.density'),
      children: densities.map((key) => ({
        key,
        label: t(`person.${key}`),
        onClick: () => setAppearance({ density: key }),
      })),
    },
    {
      type: 'group',
      label: t('person.language'),
      children: languages.map((key) => ({
        key,
        label: <span lang={key}>{languageNames[key]}</span>,
        onClick: () => void choose(key),
      })),
    },
    { type: 'divider' },
    { key: 'keys', label: t('keys.title'), extra: '?', onClick: openShortcuts },
    { key: 'signOut', label: t('actions.signOut'), onClick: leave },
  ]

  return (
    <Dropdown
      trigger={['click']}
      placement="topLeft"
      getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
      menu={{ items, selectable: true, selectedKeys: [theme, density, locale()] }}
    >
      <Button type="text" className="person" aria-haspopup="menu">
        <UserOutlined aria-hidden />
        <span className="switcher-name">{user.name}</span>
        <span className="visually-hidden">: {t('person.menu')}</span>
      </Button>
    </Dropdown>
  )
}
