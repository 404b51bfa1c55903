import { NavLink } from 'react-router'
import { t } from '../providers/i18n.ts'
import { listPath, menuOf } from '../paths.ts'
import { resourceName } from '../words.ts'
import { ResourceIcon } from './ResourceIcon.tsx'
import { useOrganization } from './OrganizationContext.ts'

/** The resources the role may read. */
export function MainMenu() {
  const membership = useOrganization()
  return (
    <nav className="menu" aria-label={t('frame.menu')}>
      <ul>
        {menuOf(membership).map((definition) => (
          <li key={definition.name}>
            <NavLink to={listPath(membership.organization.slug, definition.name)}>
              <ResourceIcon name={definition.icon} />
              {resourceName(definition)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
