import { useCustomMutation, useDelete, useInvalidate, useNotification } from '@refinedev/core'
import { App, Button } from 'antd'
import { useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { lastListPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { lower, recordName } from '../words.ts'
import { titleOf, type RecordData } from './record.ts'

/** Moves a record to the trash, after asking; the notice that follows can take it back. */
export function DeleteButton({ definition, record }: { definition: Definition; record: RecordData }) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const { modal } = App.useApp()
  const { open } = useNotification()
  const { mutateAsync: remove, mutation } = useDelete<RecordData>()
  const { mutateAsync: call } = useCustomMutation()
  const invalidate = useInvalidate()
  const title = titleOf(definition, record)

  const restore = async () => {
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

  const confirmed = async () => {
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
      cancelMutation: () => void restore(),
    })
    void navigate(lastListPath(organization.slug, definition.name))
  }

  const ask = () =>
    modal.confirm({
      title: t('record.deleteTitle', { name: lower(recordName(definition)), title }),
      content: t('record.deleteBody'),
      okText: t('record.deleteOk', { name: lower(recordName(definition)) }),
      okButtonProps: { danger: true },
      cancelText: t('actions.cancel'),
      onOk: () => confirmed().catch(() => undefined),
    })

  return (
    <Button danger loading={mutation.isPending} onClick={() => void ask()}>
      {t('actions.delete')}
    </Button>
  )
}
