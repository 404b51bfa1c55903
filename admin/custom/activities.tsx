import { Link } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { resources } from '../../server/resources/index.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { organizationPages, pagePath, showPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import type { RecordData } from '../records/record.ts'
import { ReferenceLink } from '../records/ReferenceLink.tsx'
import { recordName } from '../words.ts'
import { ActivityDetails } from './ActivityDetails.tsx'
import type { CellProps } from './index.ts'

/** Who did it; through an API token that is said too. */
function Who({ record }: CellProps) {
  const { organization } = useOrganization()
  return (
    <>
      {record.createdBy && <ReferenceLink resource="members" id={record.createdBy} title={record._titles?.createdBy} />}
      {typeof record.tokenId === 'string' && (
        <Link className="tag tag-purple" to={pagePath(organization.slug, 'api-tokens')}>
          {t('audit.byToken')}
        </Link>
      )}
    </>
  )
}

/** «Property» in place of `properties`. */
function Resource({ record }: CellProps) {
  const definition = definitionOf(record)
  if (definition) return <>{recordName(definition)}</>
  // What is no record: the organization itself, and people's sessions.
  return <>{record.resource === 'organization' ? t('organization.heading') : t('audit.account')}</>
}

/** What it was about, as it was called then; a link as long as it can be opened. */
function About({ record }: CellProps) {
  const { organization } = useOrganization()
  const title = typeof record.title === 'string' ? record.title : ''
  const definition = definitionOf(record)
  if (title && record.resource === 'organization') {
    return <Link to={pagePath(organization.slug, 'settings')}>{title}</Link>
  }
  const canOpen = definition && typeof record.recordId === 'string' && record.kind !== 'delete'
  if (!title || !canOpen) return <>{title}</>
  const page = organizationPages.find((name) => name === definition.name)
  const hasOwnPage = definition.section === undefined || definition.name === 'members'
  const to = hasOwnPage
    ? showPath(organization.slug, definition.name, String(record.recordId))
    : pagePath(organization.slug, page ?? 'members')
  return <Link to={to}>{title}</Link>
}

/** What changed, or with what. */
function Details({ record }: CellProps) {
  return <ActivityDetails definition={definitionOf(record)} details={String(record.details)} />
}

function definitionOf({ resource }: RecordData): Definition | undefined {
  return typeof resource === 'string' && Object.hasOwn(resources, resource) ? resources[resource] : undefined
}

/** What entries can be about: each kind of record, the organization itself, and people's own accounts. */
export const activityResources = () => [
  ...Object.values(resources)
    .filter(({ view }) => !view)
    .map((definition) => ({ value: definition.name, label: recordName(definition) })),
  { value: 'organization', label: t('organization.heading') },
]

/** What the feed can be about: the records people work with. */
export const feedResources = () =>
  Object.values(resources)
    .filter(({ view, section }) => !view && section !== 'organization')
    .map((definition) => ({ value: definition.name, label: recordName(definition) }))

/** The audit's own cells: rows about records of every kind. */
export const activityCells = { createdBy: Who, resource: Resource, title: About, details: Details }
