import { useId } from 'react'
import { NavLink } from 'react-router'
import { t } from '../providers/i18n.ts'
import { listPath, mayOpen, menuOf, organizationPages, pagePath, type OrganizationPage } from '../paths.ts'
import { resourceName } from '../words.ts'
import { ResourceIcon } from './ResourceIcon.tsx'
import { useOrganization } from './OrganizationContext.ts'

const icons: Record<OrganizationPage, string> = {
  members: 'user',
  access: 'safety',
  'api-tokens': 'key',
  activities: 'audit',
  settings: 'setting',
}

/** The resources the role may read, then the screens by which the organization is run. */
export function MainMenu() {
  const membership = useOrganization()
  const headingId = useId()
  const { slug, isPersonal } = membership.organization
  const pages = organizationPages.filter((page) => mayOpen(membership, page))
  return (
    <nav className="menu" aria-label={t('frame.menu')}>
      <ul>
        {menuOf(membership).map((definition) => (
          <li key={definition.name}>
            <NavLink to={listPath(slug, definition.name)}>
              <ResourceIcon name={definition.icon} />
              {resourceName(definition)}
            </NavLink>
          </li>
        ))}
      </ul>
      {pages.length > 0 && (
        <>
          <h2 id={headingId}>{t(isPersonal ? 'organization.workspace' : 'organization.heading')}</h2>
          <ul aria-labelledby={headingId}>
            {pages.map((page) => (
              <li key={page}>
                <NavLink to={pagePath(slug, page)}>
                  <ResourceIcon name={icons[page]} />
                  {t(`organization.pages.${page}`)}
                </NavLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  )
}
