import { useList } from '@refinedev/core'
import { Button } from 'antd'
import { t } from '../../providers/i18n.ts'
import { InstantText } from '../../records/InstantText.tsx'
import { MemberText } from '../../records/MemberText.tsx'
import type { CellProps } from '../index.ts'
import { useUndoMerge } from './useUndoMerge.ts'

interface Merge {
  id: string
  title: string | null
  createdAt: string
  createdBy: string
  _titles: { createdBy?: string }
  canUndo: boolean
}

/** The clients that were merged into this one, each to be brought back for 30 days. Nothing when there are none. */
export function MergesPanel({ definition, record }: CellProps) {
  const { undo, isUndoing } = useUndoMerge()
  const { query } = useList<Merge>({
    resource: `${definition.name}/${record.id}/merges`,
    pagination: { mode: 'off' },
    errorNotification: false,
  })
  const merges = query.data?.data ?? []
  if (merges.length === 0) return null
  return (
    <section className="panel related" aria-label={t('clients.merges')}>
      <h2>{t('clients.merges')}</h2>
      <ul>
        {merges.map((merge) => {
          const title = merge.title ?? t('record.untitled')
          return (
            <li key={merge.id}>
              <span>{title}</span>
              <span className="quiet">
                <InstantText value={merge.createdAt} />,{' '}
                <MemberText id={merge.createdBy} name={merge._titles.createdBy} />
              </span>
              {merge.canUndo && (
                <Button
                  size="small"
                  className="related-remove"
                  loading={isUndoing}
                  aria-label={t('clients.undoOne', { title })}
                  onClick={() => void undo(record.id, merge.id, title)}
                >
                  {t('actions.undo')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
