import { Button } from 'antd'
import { useMemo } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { resources } from '../../../server/resources/index.ts'
import { formatDay } from '../../format.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { t } from '../../providers/i18n.ts'
import { FilterBar } from '../../records/filters/FilterBar.tsx'
import { LoadError } from '../../records/LoadError.tsx'
import type { RecordData } from '../../records/record.ts'
import '../../records/records.css'
import { useListState } from '../../records/useListState.ts'
import './feed.css'
import { FeedSentence } from './FeedSentence.tsx'
import { useFeed } from './useFeed.ts'

/** Oikosync: what happened in the agency, newest first, day by day, as far as the reader may see it. */
export function Feed() {
  const definition = resources['feed']
  return definition ? <FeedOf definition={definition} /> : null
}

function FeedOf({ definition }: { definition: Definition }) {
  const { state, ignored, change } = useListState(definition)
  const { entries, isFetching, hasMore, showMore, error, refetch } = useFeed(definition, state)
  const days = useMemo(() => byDay(entries ?? []), [entries])
  useTitle(t('frame.pages.feed'))
  return (
    <>
      <div className="head">
        <h1>{t('frame.pages.feed')}</h1>
      </div>
      <FilterBar definition={definition} state={state} ignored={ignored} onChange={change} />
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {!entries && !error && <FeedSkeleton />}
      {entries?.length === 0 && !error && (
        <div className="empty-list">
          <p>{t(Object.keys(state.filters).length > 0 ? 'feed.noneMatch' : 'feed.empty')}</p>
          {Object.keys(state.filters).length > 0 && (
            <Button onClick={() => change({ filters: {} })}>{t('list.clearFilters')}</Button>
          )}
        </div>
      )}
      <div className="feed" aria-busy={isFetching}>
        {days.map(([day, told]) => (
          <section key={day} aria-label={formatDay(day)}>
            <h2>{formatDay(day)}</h2>
            <ol>
              {told.map((entry) => (
                <li key={entry.id}>
                  <FeedSentence entry={entry} />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
      {hasMore && (
        <Button className="feed-more" loading={isFetching} onClick={showMore}>
          {t('timeline.more')}
        </Button>
      )}
    </>
  )
}

function FeedSkeleton() {
  return (
    <div className="feed" role="status" aria-label={t('record.loading')}>
      {Array.from({ length: 8 }, (_, index) => (
        <span key={index} className="skeleton" />
      ))}
    </div>
  )
}

/** Entries by the reader's day, in the order they come. */
function byDay(entries: RecordData[]): [string, RecordData[]][] {
  const days = new Map<string, RecordData[]>()
  for (const entry of entries) {
    const at = new Date(entry.createdAt)
    const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-')
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days]
}
