import { PlusOutlined, UploadOutlined, UserAddOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { clients } from '../../../server/resources/clients.ts'
import { properties } from '../../../server/resources/properties.ts'
import { hasRight } from '../../../server/resources/rights.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { createPath, importsPath, pagePath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { useAllows } from '../../records/useAllows.ts'

interface Step {
  to: string
  icon: ReactNode
  name: 'property' | 'importProperties' | 'client' | 'importClients' | 'invite'
}

/** Stands where the agency's numbers will be: what to begin with, as far as the role may. */
export function Welcome() {
  const steps = useSteps()
  return (
    <section className="panel welcome" aria-labelledby="welcome">
      <h2 id="welcome">{t('dashboard.welcome.title')}</h2>
      <p className="quiet">{t(steps.length > 0 ? 'dashboard.welcome.body' : 'dashboard.welcome.wait')}</p>
      <ul>
        {steps.map(({ to, icon, name }) => (
          <li key={name}>
            <Link to={to}>
              <span className="welcome-icon">{icon}</span>
              <strong>{t(`dashboard.welcome.${name}`)}</strong>
              <span className="quiet">{t(`dashboard.welcome.${name}Body`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function useSteps(): Step[] {
  const { role, organization } = useOrganization()
  const { slug, isPersonal } = organization
  const mayOnProperties = useAllows(properties)
  const mayOnClients = useAllows(clients)
  const add = <PlusOutlined aria-hidden />
  const bring = <UploadOutlined aria-hidden />
  const steps: (Step & { isOffered: boolean })[] = [
    { name: 'property', to: createPath(slug, properties.name), icon: add, isOffered: mayOnProperties('create') },
    { name: 'client', to: createPath(slug, clients.name), icon: add, isOffered: mayOnClients('create') },
    { name: 'importProperties', to: importsPath(slug, properties.name), icon: bring, isOffered: mayOnProperties('import') }, // prettier-ignore
    { name: 'importClients', to: importsPath(slug, clients.name), icon: bring, isOffered: mayOnClients('import') },
    {
      name: 'invite',
      to: pagePath(slug, 'members'),
      icon: <UserAddOutlined aria-hidden />,
      isOffered: hasRight('inviteMembers', { role, isPersonal }),
    },
  ]
  return steps.filter(({ isOffered }) => isOffered)
}
