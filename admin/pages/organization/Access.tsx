import { Link } from 'react-router'
import { hasRight } from '../../../server/resources/rights.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { mayOpen, pagePath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { AccessMatrix } from './AccessMatrix.tsx'
import { ViewAsChoice } from './ViewAsChoice.tsx'

/** Who may do what here: read from the same definitions that the server decides by, with what the organization has set. */
export function Access() {
  const membership = useOrganization()
  const { role, organization } = membership
  useTitle(t('organization.pages.access'))
  return (
    <>
      <header className="head">
        <h1>{t('organization.pages.access')}</h1>
      </header>
      <p className="page-hint">
        {t('rights.hint')}{' '}
        {mayOpen(membership, 'settings') && (
          <Link to={pagePath(organization.slug, 'settings')}>{t('rights.toSettings')}</Link>
        )}
      </p>
      {hasRight('viewAs', { role, isPersonal: organization.isPersonal }) && <ViewAsChoice />}
      <AccessMatrix />
    </>
  )
}
