import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { recordKinds } from '../../../server/resources/activityKinds.ts'
import { resources } from '../../../server/resources/index.ts'
import { ActivityDetails } from '../../custom/ActivityDetails.tsx'
import { formatCount, formatTime } from '../../format.ts'
import { ResourceIcon } from '../../frame/ResourceIcon.tsx'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { listPath, showPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { MemberText } from '../../records/MemberText.tsx'
import type { RecordData } from '../../records/record.ts'
import { countedName, lower, recordName } from '../../words.ts'

/** «Maria changed A-1042: Price 250,000 € → 240,000 €», with links, and when. */
export function FeedSentence({ definition, entry }: { definition: Definition; entry: RecordData }) {
  const about = typeof entry.resource === 'string' ? resources[entry.resource] : undefined
  const kind = recordKinds.find((each) => each === entry.kind)
  if (!about || !kind) return null
  return (
    <>
      <ResourceIcon name={about.icon} />
      <div className="feed-sentence">
        <p>
          <Who definition={definition} entry={entry} />{' '}
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

function Who({ entry }: { definition: Definition; entry: RecordData }): ReactNode {
  if (!entry.createdBy) return <strong>{t('history.someone')}</strong>
  return (
    <>
      <strong>
        <MemberText id={entry.createdBy} name={entry._titles?.createdBy} />
      </strong>
      {typeof entry.tokenId === 'string' && <span className="tag tag-purple">{t('audit.byToken')}</span>}
    </>
  )
}

/** One record by its title, or how many. */
function What({ about, entry }: { about: Definition; entry: RecordData }): ReactNode {
  const { organization } = useOrganization()
  if (typeof entry.recordId !== 'string') {
    const count = countOf(entry.details)
    const label = `${formatCount(count)} ${countedName(about, count)}`
    return <Link to={listPath(organization.slug, about.name)}>{label}</Link>
  }
  const title = String(entry.title ?? '')
  const isGone = ['delete', 'purge', 'erase'].includes(String(entry.kind))
  const name = isGone ? (
    <strong>{shorten(title)}</strong>
  ) : (
    <Link to={showPath(organization.slug, about.name, entry.recordId)}>{shorten(title)}</Link>
  )
  return (
    <>
      {name} <span className="quiet">({lower(recordName(about))})</span>
    </>
  )
}

/** A summary's facts: of a bulk change its `count`, of an import its `rows`. */
function countOf(details: unknown): number {
  try {
    const facts = JSON.parse(String(details)) as { count?: number; rows?: number } | null
    return facts?.count ?? facts?.rows ?? 0
  } catch {
    return 0
  }
}

const shorten = (title: string) => (title.length > 90 ? `${title.slice(0, 89)}…` : title)
