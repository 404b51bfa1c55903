import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { t } from '../../providers/i18n.ts'
import { resourceName } from '../../words.ts'
import { LoadError } from '../LoadError.tsx'
import type { RecordData } from '../record.ts'
import { AddBox } from './AddBox.tsx'
import { ChangeEntry } from './ChangeEntry.tsx'
import './timeline.css'
import { ToldEntry } from './ToldEntry.tsx'
import { toldAbout } from './told.ts'
import { useTimeline, type Entry } from './useTimeline.ts'

type Shown = 'all' | 'told' | 'changes'

/** What was said, done and changed about a record, newest first, with one box to add to it. */
export function Timeline({ definition, record }: { definition: Definition; record: RecordData }) {
  const [shown, setShown] = useState<Shown>('all')
  const { entries, hasMore, showMore, error, refetch } = useTimeline(definition, record)
  const told = toldAbout(definition)
  const visible = entries?.filter(({ resource }) => shown === 'all' || (shown === 'changes') === (resource === null))
  return (
    <aside className="timeline" aria-label={t('timeline.title')}>
      <h2>{t('timeline.title')}</h2>
      {told.length > 0 && (
        <>
          <AddBox definition={definition} record={record} told={told} />
          <Segmented<Shown>
            size="small"
            aria-label={t('timeline.show')}
            value={shown}
            onChange={setShown}
            options={(['all', 'told', 'changes'] as const).map((value) => ({
              value,
              label: t(`timeline.shown.${value}`),
            }))}
          />
        </>
      )}
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {!entries && !error && <span className="skeleton" />}
      {visible?.length === 0 && <p className="quiet">{t('timeline.empty')}</p>}
      <ol>
        {visible?.map((entry) => (
          <li key={`${entry.resource}:${entry.record.id}`}>
            <TimelineEntry definition={definition} record={record} entry={entry} />
          </li>
        ))}
      </ol>
      {hasMore && (
        <Button type="link" onClick={showMore}>
          {t('timeline.more')}
        </Button>
      )}
    </aside>
  )
}

function TimelineEntry({ definition, record, entry }: { definition: Definition; record: RecordData; entry: Entry }) {
  if (entry.resource === null) return <ChangeEntry definition={definition} record={record} change={entry.record} />
  const told = toldAbout(definition).find(({ name }) => name === entry.resource)
  return told ? <ToldEntry definition={told} record={entry.record} about={definition} /> : null
}

/** «Notes, interactions and tasks»: for screen readers, what can be added here. */
export const toldNames = (told: Definition[]) => told.map(resourceName).join(', ')
