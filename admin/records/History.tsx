import { useList } from '@refinedev/core'
import { Button } from 'antd'
import { useState } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { fieldsOf } from '../../server/resources/fields.ts'
import { t } from '../providers/i18n.ts'
import { fieldName } from '../words.ts'
import { InstantText } from './InstantText.tsx'
import { LoadError } from './LoadError.tsx'
import { MemberText } from './MemberText.tsx'
import type { RecordData } from './record.ts'
import { ValueText } from './ValueText.tsx'

interface Activity {
  id: string
  at: string
  kind: string
  actorId: string | null
  importId: string | null
  title: string
  changes: Record<string, [unknown, unknown]> | null
  _titles?: Record<string, string | null>
}

const page = 20

/** Who changed what and when, newest first. */
export function History({ definition, record }: { definition: Definition; record: RecordData }) {
  const [pages, setPages] = useState(1)
  const { query } = useList<Activity>({
    // The version is part of the key: a changed record has a longer history.
    resource: `${definition.name}/${record.id}/history`,
    pagination: { currentPage: 1, pageSize: pages * page },
    meta: { version: record.version },
    errorNotification: false,
    queryOptions: { placeholderData: (previous) => previous },
  })
  const rows = query.data?.data
  const left = (query.data?.total ?? 0) - (rows?.length ?? 0)
  return (
    <aside className="history" aria-label={t('history.title')}>
      <h2>{t('history.title')}</h2>
      {query.error && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isLoading && <span className="skeleton" />}
      <ol>
        {rows?.map((activity) => (
          <Entry key={activity.id} definition={definition} activity={activity} />
        ))}
      </ol>
      {left > 0 && (
        <Button type="link" onClick={() => setPages(pages + 1)}>
          {t('history.more', { count: left })}
        </Button>
      )}
    </aside>
  )
}

function Entry({ definition, activity }: { definition: Definition; activity: Activity }) {
  const fields = fieldsOf(definition)
  const changes = Object.entries(activity.changes ?? {}).filter(([name]) => fields.has(name))
  return (
    <li>
      <div className="history-head">
        <strong>
          {activity.actorId ? (
            <MemberText id={activity.actorId} name={activity._titles?.actorId} />
          ) : (
            t('history.someone')
          )}
        </strong>
        <span className="quiet">{kindText(activity)}</span>
        <span className="quiet">
          <InstantText value={activity.at} />
        </span>
      </div>
      {changes.length > 0 && (
        <ul>
          {changes.map(([name, [before, after]]) => {
            const field = fields.get(name)
            return (
              field && (
                <li key={name}>
                  <span className="quiet">{fieldName(definition, name)}</span>{' '}
                  {activity.kind !== 'create' && (
                    <>
                      <del>
                        <ValueText definition={definition} field={field} value={before} />
                      </del>
                      {' → '}
                    </>
                  )}
                  <ValueText definition={definition} field={field} value={after} />
                </li>
              )
            )
          })}
        </ul>
      )}
    </li>
  )
}

const kinds = ['create', 'edit', 'delete', 'restore', 'import'] as const

function kindText({ kind, importId }: Activity): string {
  if (importId) return t('history.kinds.import')
  const known = kinds.find((each) => each === kind)
  return known ? t(`history.kinds.${known}`) : kind
}
