import { useNotification } from '@refinedev/core'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { formatCount } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { countedName } from '../../words.ts'
import { useAllows } from '../useAllows.ts'
import type { ImportData, ImportStayed } from './imports.ts'
import { stayedText } from './stayed.ts'

interface Props {
  definition: Definition
  data: ImportData
  onStarted: () => void
}

/** Takes an import back, after saying how many records go to the trash and how many stay. */
export function UndoImport({ definition, data, onStarted }: Props) {
  const { organization } = useOrganization()
  const { modal } = App.useApp()
  const { open } = useNotification()
  const allows = useAllows(definition)
  const [isAsking, setAsking] = useState(false)
  if (data.status !== 'done' || !allows('import') || !allows('delete')) return null

  const call = <T,>(method: 'GET' | 'POST') =>
    send<T>(`/api/imports/${data.id}/undo`, { method, organizationId: organization.id })
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (failure) {
      const description = failure instanceof Error ? failure.message : String(failure)
      open?.({ type: 'error', message: t('import.notUndone'), description })
    }
  }
  const ask = async () => {
    setAsking(true)
    await attempt(async () => {
      const counts = (await call<{ undoable: number } & ImportStayed>('GET')).data
      const { undoable } = counts
      const facts = { count: undoable, shown: formatCount(undoable), name: countedName(definition, undoable) }
      if (undoable === 0) return void modal.info({ title: t('import.nothingToUndo'), content: stayedText(counts) })
      modal.confirm({
        title: t('import.undoTitle', { file: data.fileName }),
        content: [t('import.undoBody', facts), stayedText(counts)].filter(Boolean).join(' '),
        okText: t('import.undoOk', facts),
        okButtonProps: { danger: true },
        cancelText: t('actions.cancel'),
        onOk: () => attempt(async () => void (await call('POST'))).then(onStarted),
      })
    })
    setAsking(false)
  }
  return (
    <Button
      type="text"
      size="small"
      loading={isAsking}
      aria-label={t('import.undoOne', { file: data.fileName })}
      onClick={() => void ask()}
    >
      {t('import.undo')}
    </Button>
  )
}
