import { NavLink } from 'react-router'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { pagePath, plansPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import './billing.css'

/** Heading of the two pages, and the way from one to the other. */
export function BillingHead() {
  const { slug } = useOrganization().organization
  useTitle(t('organization.pages.billing'))
  return (
    <>
      <header className="head">
        <h1>{t('organization.pages.billing')}</h1>
      </header>
      <nav className="page-tabs" aria-label={t('organization.pages.billing')}>
        <NavLink to={pagePath(slug, 'billing')} end>
          {t('billing.tabs.current')}
        </NavLink>
        <NavLink to={plansPath(slug)} end>
          {t('billing.tabs.plans')}
        </NavLink>
      </nav>
    </>
  )
}
