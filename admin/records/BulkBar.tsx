import { useCustomMutation, useInvalidate, useNotification } from '@refinedev/core'
import { App, Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { formatCount } from '../format.ts'
import type { BulkAnswer } from '../providers/data.ts'
import { t } from '../providers/i18n.ts'
import { lower, recordName, resourceName } from '../words.ts'
import { noSelection, type Selection } from './selection.ts'
import { useAllows } from './useAllows.ts'

const BulkEdit = lazy(async () => ({ default: (await import('./BulkEdit.tsx')).BulkEdit }))
const BulkRefusals = lazy(async () => ({ default: (await import('./BulkRefusals.tsx')).BulkRefusals }))

interface Props {
  definition: Definition
  selection: Selection
  /** The list's filters, for a selection of all that match them. */
  query: string
  total: number
  isCapped: boolean
  isTrash: boolean
  pageCount: number
  onSelect: (selection: Selection) => void
}

type BulkCall = { action: 'edit' | 'delete' | 'restore'; changes?: Record<string, unknown> }

/** Appears with a selection: what can be done, to how many; afterwards what really happened. */
export function BulkBar(props: Props) {
  const { definition, selection, total, isCapped, isTrash, pageCount, onSelect } = props
  const may = useAllows(definition)
  const { modal } = App.useApp()
  const { run, isBusy, answer, forget } = useBulk(props)
  const [isEditing, setEditing] = useState(false)

  const count = selection.isAll ? `${formatCount(total)}${isCapped ? '+' : ''}` : formatCount(selection.ids.length)
  const isAny = selection.isAll || selection.ids.length > 0
  const canTakeAll = !selection.isAll && selection.ids.length >= pageCount && total > selection.ids.length
  const name = lower(selection.ids.length === 1 && !selection.isAll ? recordName(definition) : resourceName(definition))

  const confirmDelete = () =>
    modal.confirm({
      title: t('bulk.deleteTitle', { count: selection.ids.length, shown: count, name }),
      content: t('bulk.deleteBody'),
      okText: t('actions.delete'),
      okButtonProps: { danger: true },
      cancelText: t('actions.cancel'),
      onOk: () => run({ action: 'delete' }),
    })

  return (
    <>
      {isAny && (
        <div className="bulk-bar" role="region" aria-label={t('bulk.title')}>
          <strong role="status">{t('bulk.selected', { shown: count, name })}</strong>
          {canTakeAll && (
            <Button type="link" size="small" onClick={() => onSelect({ ids: [], isAll: true })}>
              {t('bulk.selectAll', { shown: `${formatCount(total)}${isCapped ? '+' : ''}` })}
            </Button>
          )}
          {isTrash && (
            <Button size="small" loading={isBusy} onClick={() => void run({ action: 'restore' })}>
              {t('actions.restore')}
            </Button>
          )}
          {!isTrash && may('bulkEdit') && (
            <Button size="small" loading={isBusy} onClick={() => setEditing(true)}>
              {t('bulk.edit')}
            </Button>
          )}
          {!isTrash && may('delete') && (
            <Button size="small" danger loading={isBusy} onClick={() => void confirmDelete()}>
              {t('actions.delete')}
            </Button>
          )}
          <Button size="small" type="text" onClick={() => onSelect(noSelection)}>
            {t('bulk.clear')}
          </Button>
        </div>
      )}
      <Suspense>
        {isEditing && (
          <BulkEdit
            definition={definition}
            what={`${count} ${name}`}
            onClose={() => setEditing(false)}
            onApply={(changes) => run({ action: 'edit', changes })}
          />
        )}
        {answer && <BulkRefusals answer={answer} onClose={forget} />}
      </Suspense>
    </>
  )
}

function useBulk({ definition, selection, query, onSelect }: Props) {
  const { mutateAsync, mutation } = useCustomMutation<BulkAnswer>()
  const invalidate = useInvalidate()
  const { open } = useNotification()
  const [answer, setAnswer] = useState<BulkAnswer>()

  const call = async (body: object) => {
    const { data } = await mutateAsync({
      url: `/api/${definition.name}/bulk`,
      method: 'post',
      values: body,
      successNotification: false,
      errorNotification: (error) => ({ type: 'error', message: t('bulk.failed'), description: error?.message }),
    })
    await invalidate({ resource: definition.name, invalidates: ['list', 'many', 'detail'] })
    return data
  }

  /** Resolves whatever happens: the answer, or why there is none, is told on screen. */
  const run = async ({ action, changes }: BulkCall): Promise<boolean> => {
    const target = selection.isAll ? { query } : { ids: selection.ids }
    const data = await call({ action, changes, ...target }).catch(() => undefined)
    if (!data) return false
    onSelect(noSelection)
    if (data.refusedTotal > 0) setAnswer(data)
    else announce(action, data.done)
    return true
  }

  const announce = (action: BulkCall['action'], done: number) => {
    const ids = selection.ids
    const canUndo = action === 'delete' && !selection.isAll
    open?.({
      key: `bulk:${definition.name}`,
      type: canUndo ? 'progress' : 'success',
      message: t(`bulk.done.${action}`, { count: done, shown: formatCount(done) }),
      undoableTimeout: canUndo ? 10 : undefined,
      cancelMutation: canUndo ? () => void call({ action: 'restore', ids }).catch(() => undefined) : undefined,
    })
  }

  return { run, isBusy: mutation.isPending, answer, forget: () => setAnswer(undefined) }
}
