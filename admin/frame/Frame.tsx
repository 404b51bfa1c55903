import { MenuOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router'
import { t } from '../providers/i18n.ts'
import './frame.css'
import { GoKeys } from './GoKeys.tsx'
import { Limits } from './Limits.tsx'
import { MainMenu } from './MainMenu.tsx'
import { Notices } from './Notices.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { OrganizationSwitcher } from './OrganizationSwitcher.tsx'
import { OrganizationViewAs } from './OrganizationViewAs.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { Search, SearchButton } from './SearchButton.tsx'

const MenuDrawer = lazy(async () => ({ default: (await import('./MenuDrawer.tsx')).MenuDrawer }))

/** What stands around every screen: organization, menu, person. The menu is a drawer on narrow screens. */
export function Frame() {
  const [isMenuOpen, setMenuOpen] = useState(false)
  const { pathname } = useLocation()
  const isLoading = useNavigation().state !== 'idle'
  useEffect(() => setMenuOpen(false), [pathname])

  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {t('frame.skip')}
      </a>
      <header className="side">
        <OrganizationSwitcher />
        <SearchButton />
        <MainMenu />
        <div className="side-foot">
          <PersonMenu />
          <Notices />
        </div>
      </header>
      <header className="top">
        <Button
          type="text"
          icon={<MenuOutlined aria-hidden />}
          aria-label={t('frame.menu')}
          aria-expanded={isMenuOpen}
          onClick={() => setMenuOpen(true)}
        />
        <OrganizationSwitcher />
        <SearchButton />
        <Notices />
      </header>
      <Suspense>{isMenuOpen && <MenuDrawer onClose={() => setMenuOpen(false)} />}</Suspense>
      <main id="main" className="main" tabIndex={-1} aria-busy={isLoading}>
        {isLoading && <div className="loading-line" />}
        <OrganizationViewAs />
        <OfflineBanner />
        <Limits />
        <Outlet />
      </main>
      <GoKeys />
      <Search />
      {/* Every address opened anew has the same key; by its own name it does not take another's place. */}
      <ScrollRestoration getKey={({ key, pathname }) => (key === 'default' ? pathname : key)} />
    </div>
  )
}
