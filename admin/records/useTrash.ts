import { useCustomMutation, useDelete, useInvalidate, useNotification } from '@refinedev/core'
import { App } from 'antd'
import type { Definition } from '../../server/resources/define.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { send } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { lower, recordName } from '../words.ts'
import { dependentsText, type Dependents } from './dependents.ts'
import { titleOf, type RecordData } from './record.ts'

/** Moves records to the trash, after asking and saying what hangs on them; the notice that follows can take it back. */
export function useTrash(definition: Definition, onDeleted?: () => void) {
  const { organization } = useOrganization()
  const { modal } = App.useApp()
  const { open } = useNotification()
  const { mutateAsync: remove, mutation } = useDelete<RecordData>()
  const { mutateAsync: call } = useCustomMutation()
  const invalidate = useInvalidate()

  const restore = async (record: RecordData) => {
    const title = titleOf(definition, record)
    try {
      await call({
        url: `/api/${definition.name}/${record.id}/restore`,
        method: 'post',
        values: {},
        successNotification: () => ({ key: 'restored', type: 'success', message: t('record.restored', { title }) }),
        errorNotification: (error) => ({
          type: 'error',
          message: t('record.notRestored', { title }),
          description: error?.message,
        }),
      })
      await invalidate({ resource: definition.name, invalidates: ['list', 'many', 'detail'] })
    } catch {
      // The notice has said it.
    }
  }

  const confirmed = async (record: RecordData) => {
    const title = titleOf(definition, record)
    await remove({
      resource: definition.name,
      id: record.id,
      meta: { headers: { 'If-Match': `"${record.version}"` } },
      successNotification: false,
      errorNotification: (error) => ({
        type: 'error',
        message: t('record.notDeleted', { title }),
        description: error?.message,
      }),
    })
    open?.({
      key: `deleted:${record.id}`,
      type: 'progress',
      message: t('record.deleted', { title }),
      undoableTimeout: 10,
      cancelMutation: () => void restore(record),
    })
    onDeleted?.()
  }

  const ask = async (record: RecordData) => {
    const title = titleOf(definition, record)
    const name = lower(recordName(definition))
    const url = `/api/${definition.name}/${record.id}/dependents`
    // What cannot be asked is not a reason to refuse: the record goes to the trash, from where it comes back whole.
    const { data } = await send<Dependents[]>(url, { organizationId: organization.id }).catch(() => ({ data: [] }))
    modal.confirm({
      title: t('record.deleteTitle', { name, title: shorten(title) }),
      content: [dependentsText(data), t('record.deleteBody')].filter(Boolean).join(' '),
      okText: t('record.deleteOk', { name }),
      okButtonProps: { danger: true },
      cancelText: t('actions.cancel'),
      onOk: () => confirmed(record).catch(() => undefined),
    })
  }
  return { ask: (record: RecordData) => void ask(record), isBusy: mutation.isPending }
}

/** A note's title is its whole text. */
const shorten = (title: string) => (title.length > 60 ? `${title.slice(0, 59)}…` : title)
