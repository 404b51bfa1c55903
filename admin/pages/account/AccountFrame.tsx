import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router'
import '../../frame/frame.css'
import { OfflineBanner } from '../../frame/OfflineBanner.tsx'
import { useSession } from '../../frame/SessionContext.ts'
import { t } from '../../providers/i18n.ts'
import './account.css'
import { useWayBack } from './useWayBack.ts'

const pages = ['profile', 'security', 'devices', 'delete'] as const

/** What stands around the pages of one's own account. */
export function AccountFrame() {
  const { user } = useSession()
  const { state } = useLocation() as { state: unknown }
  const back = useWayBack()
  const isLoading = useNavigation().state !== 'idle'
  return (
    <div className="account">
      <a className="skip-link" href="#main">
        {t('frame.skip')}
      </a>
      {isLoading && <div className="loading-line" />}
      <OfflineBanner />
      <header>
        {back && (
          <Link className="account-back" to={back.path}>
            {t('account.back', { name: back.name })}
          </Link>
        )}
        <h1>{t('account.title')}</h1>
        <p className="quiet">{user.email}</p>
        <nav aria-label={t('account.title')}>
          {pages.map((page) => (
            <NavLink key={page} to={`/account/${page}`} state={state}>
              {t(`account.pages.${page}`)}
            </NavLink>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1} aria-busy={isLoading}>
        <Outlet />
      </main>
      <ScrollRestoration />
    </div>
  )
}
