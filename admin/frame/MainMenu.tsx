import { useId } from 'react'
import { NavLink } from 'react-router'
import { tasks } from '../../server/resources/tasks.ts'
import { TasksBadge } from '../pages/tasks/TasksBadge.tsx'
import { t } from '../providers/i18n.ts'
import { mayOpen, organizationPages, pagePath, type OrganizationPage } from '../paths.ts'
import { ResourceIcon } from './ResourceIcon.tsx'
import { useOrganization } from './OrganizationContext.ts'
import { workMenu } from './workMenu.ts'

const icons: Record<OrganizationPage, string> = {
  members: 'user',
  access: 'safety',
  'api-tokens': 'key',
  webhooks: 'api',
  activities: 'audit',
  jobs: 'jobs',
  billing: 'billing',
  settings: 'setting',
}

/** What people work with, then the screens by which the organization is run. */
export function MainMenu() {
  const membership = useOrganization()
  const headingId = useId()
  const { slug, isPersonal } = membership.organization
  const pages = organizationPages.filter((page) => mayOpen(membership, page))
  return (
    <nav className="menu" aria-label={t('frame.menu')}>
      <ul>
        {workMenu(membership).map(({ name, icon, label, path }) => (
          <li key={name}>
            <NavLink to={path}>
              <ResourceIcon name={icon} />
              {label}
              {name === tasks.name && <TasksBadge />}
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
