import { Link } from 'react-router'
import { clients } from '../../../server/resources/clients.ts'
import type { Brief, Newest } from '../../../server/resources/dashboard.ts'
import type { Definition } from '../../../server/resources/define.ts'
import { properties } from '../../../server/resources/properties.ts'
import { formatMoney } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { showPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { ChoiceTag } from '../../records/ChoiceTag.tsx'
import { InstantText } from '../../records/InstantText.tsx'
import { choiceName } from '../../words.ts'
import { Figure } from './CountLink.tsx'
import { Panel } from './Panel.tsx'

/** The newest properties that are assigned to the person or that the person entered. */
export function NewestProperties({ assigned, created, rows }: Newest) {
  return (
    <Panel title={t('dashboard.newest.properties')}>
      <Counts assigned={assigned} created={created} />
      {rows.length === 0 && <p className="quiet">{t('dashboard.newest.noProperties')}</p>}
      <ul className="board-list">
        {rows.map((row) => (
          <li key={row.id}>
            <Title definition={properties} row={row} />
            <span className="board-facts">
              <ChoiceTag definition={properties} field="status" value={String(row['status'])} />
              <span>{choiceName(properties, 'propertyType', String(row['propertyType']))}</span>
              <span>{[row['city'], row['district']].filter(Boolean).join(', ')}</span>
              {typeof row['listPrice'] === 'number' && <span className="figures">{formatMoney(row['listPrice'])}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** The same of clients. */
export function NewestClients({ assigned, created, rows }: Newest) {
  return (
    <Panel title={t('dashboard.newest.clients')}>
      <Counts assigned={assigned} created={created} />
      {rows.length === 0 && <p className="quiet">{t('dashboard.newest.noClients')}</p>}
      <ul className="board-list">
        {rows.map((row) => (
          <li key={row.id}>
            <Title definition={clients} row={row} />
            <span className="board-facts">
              <span>{String(row['phone'] ?? row['email'] ?? '')}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Counts({ assigned, created }: Pick<Newest, 'assigned' | 'created'>) {
  return (
    <div className="figures-row">
      <Figure counted={assigned} label={t('dashboard.newest.assigned')} sort="-createdAt" />
      <Figure counted={created} label={t('dashboard.newest.created')} sort="-createdAt" />
    </div>
  )
}

function Title({ definition, row }: { definition: Definition; row: Brief }) {
  const { slug } = useOrganization().organization
  return (
    <span className="board-line">
      <Link className="board-title" to={showPath(slug, definition.name, row.id)}>
        {String(row[definition.title])}
      </Link>
      <span className="quiet">
        <InstantText value={String(row['createdAt'])} />
      </span>
    </span>
  )
}
