import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { recordKinds, type ActivityKind } from '../../../server/resources/activityKinds.ts'
import { resources } from '../../../server/resources/index.ts'
import { ActivityDetails } from '../../custom/ActivityDetails.tsx'
import { formatCount, formatTime } from '../../format.ts'
import { ResourceIcon } from '../../frame/ResourceIcon.tsx'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { listPath, showPath, trashPath } from '../../paths.ts'
import { allows } from '../../providers/access.ts'
import type { Membership } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { ActorText } from '../../records/ActorText.tsx'
import type { RecordData } from '../../records/record.ts'
import { countedName, lower, recordName } from '../../words.ts'

/** «Maria changed A-1042: Price 250,000 € → 240,000 €», with links, and when. */
export function FeedSentence({ entry }: { entry: RecordData }) {
  const about = typeof entry.resource === 'string' ? resources[entry.resource] : undefined
  const kind = recordKinds.find((each) => each === entry.kind)
  if (!about || !kind) return null
  return (
    <>
      <ResourceIcon name={about.icon} />
      <div className="feed-sentence">
        <p>
          <Who kind={kind} entry={entry} />{' '}
          {isUndo(entry)
            ? t('feed.undidImport', { file: shorten(String(entry.title ?? '')) })
            : t(`feed.kinds.${kind}`)}{' '}
          <What about={about} entry={entry} />
        </p>
        {kind === 'edit' && entry.recordId !== null && typeof entry.details === 'string' && (
          <p className="feed-details">
            <ActivityDetails definition={about} details={entry.details} />
          </p>
        )}
      </div>
      <time className="quiet" dateTime={entry.createdAt}>
        {formatTime(entry.createdAt)}
      </time>
    </>
  )
}

/** An import's own row that says «deleted»: the import was undone. */
const isUndo = ({ kind, importId, recordId }: RecordData) =>
  kind === 'delete' && typeof importId === 'string' && typeof recordId !== 'string'

function Who({ kind, entry }: { kind: ActivityKind; entry: RecordData }): ReactNode {
  return (
    <>
      <strong>
        <ActorText kind={kind} id={entry.createdBy} name={entry._titles?.createdBy} />
      </strong>
      {typeof entry.tokenId === 'string' && <span className="tag tag-purple">{t('audit.byToken')}</span>}
    </>
  )
}

/** One record by its title, or how many. */
function What({ about, entry }: { about: Definition; entry: RecordData }): ReactNode {
  const membership = useOrganization()
  if (typeof entry.recordId !== 'string') {
    const count = countOf(entry.details)
    const label = `${formatCount(count)} ${countedName(about, count)}`
    return <Link to={listOf(about, entry, membership)}>{label}</Link>
  }
  const title = String(entry.title ?? '')
  const isGone = ['delete', 'purge', 'erase'].includes(String(entry.kind))
  const name = isGone ? (
    <strong>{shorten(title)}</strong>
  ) : (
    <Link to={showPath(membership.organization.slug, about.name, entry.recordId)}>{shorten(title)}</Link>
  )
  return (
    <>
      {name} <span className="quiet">({lower(recordName(about))})</span>
    </>
  )
}

/** The list that a summary is about: of what was deleted together just that, for those who see the trash. */
function listOf(about: Definition, { kind, createdAt }: RecordData, membership: Membership): string {
  const { slug } = membership.organization
  const isInTrash = kind === 'delete' && about.filters.includes('updatedAt') && allows(membership, about.name, 'delete')
  return isInTrash && createdAt ? trashPath(slug, about.name, createdAt, createdAt) : listPath(slug, about.name)
}

/** A summary's facts: of a bulk change its `count`, of an import how many were `imported`. */
function countOf(details: unknown): number {
  try {
    const facts = JSON.parse(String(details)) as { count?: number; imported?: number } | null
    return facts?.count ?? facts?.imported ?? 0
  } catch {
    return 0
  }
}

const shorten = (title: string) => (title.length > 90 ? `${title.slice(0, 89)}…` : title)
