import { Link } from 'react-router'
import type { Brief, Dashboard } from '../../../server/resources/dashboard.ts'
import { formatInstant } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { showPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { MemberText } from '../../records/MemberText.tsx'
import { ReferenceLink } from '../../records/ReferenceLink.tsx'
import { Figure } from './CountLink.tsx'
import { Panel } from './Panel.tsx'

/** The viewings that are planned, soonest first. */
export function Viewings({ today, week, rows }: Dashboard['viewings']) {
  return (
    <Panel title={t('dashboard.viewings.title')}>
      <div className="figures-row">
        <Figure counted={today} label={t('dashboard.viewings.today')} sort="occurredAt" />
        <Figure counted={week} label={t('dashboard.viewings.week')} sort="occurredAt" />
      </div>
      {rows.length === 0 && <p className="quiet">{t('dashboard.viewings.none')}</p>}
      <ul className="board-list">
        {rows.map((row) => (
          <li key={row.id}>
            <Viewing row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const references = [
  ['propertyId', 'properties'],
  ['clientId', 'clients'],
] as const

function Viewing({ row }: { row: Brief }) {
  const { slug } = useOrganization().organization
  const at = String(row['occurredAt'])
  return (
    <>
      <Link className="board-title" to={showPath(slug, 'interactions', row.id)}>
        <time dateTime={at}>{formatInstant(at)}</time>
      </Link>
      <span className="board-facts">
        {references
          .filter(([name]) => row[name] && row._titles[name])
          .map(([name, resource]) => (
            <ReferenceLink key={name} resource={resource} id={String(row[name])} title={row._titles[name]} />
          ))}
        {typeof row['createdBy'] === 'string' && (
          <span className="quiet">
            <MemberText id={row['createdBy']} name={row._titles['createdBy']} />
          </span>
        )}
      </span>
      <span className="board-words">{String(row['summary'])}</span>
    </>
  )
}
