import { useCustom } from '@refinedev/core'
import { Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { planNames, type Plan } from '../../../server/resources/plans.ts'
import { depart } from '../../frame/departures.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { formatCount } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import { countsText } from './counts.ts'
import { ExportLinks } from './ExportLinks.tsx'
import type { Counts } from './people.ts'
import { useAttempt } from './useAttempt.ts'
import { useGoodbye } from './useGoodbye.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

interface Contents {
  members: number
  records: Counts
  subscription: { plan: Plan; periodEnd: string | null } | null
}

/** Deletes the organization once its name was typed; says first what goes with it, and offers it as files. */
export function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { organization } = useOrganization()
  const { id, name } = organization
  const [typed, setTyped] = useState('')
  const inputId = useId()
  const call = useOrganizationCall()
  const sayGoodbye = useGoodbye()
  const { isBusy, attempt } = useAttempt()
  const { query } = useCustom<Contents>({
    url: `/api/organizations/${id}/contents`,
    method: 'get',
    errorNotification: false,
    queryOptions: { staleTime: 0 },
  })
  const contents = query.data?.data

  const remove = async () => {
    const isDone = await depart(id, () =>
      attempt(t('settings.notDeleted', { name }), () =>
        call(`/api/organizations/${id}`, { method: 'DELETE', body: { name: typed.trim() } }),
      ),
    )
    if (!isDone) return
    onClose()
    await sayGoodbye(t('settings.deleted', { name }), t('settings.deletedBody'))
  }

  return (
    <Modal
      open
      title={t('settings.deleteTitle', { name })}
      okText={t('settings.delete', { name })}
      okButtonProps={{ danger: true, disabled: typed.trim() !== name }}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      onOk={() => void remove()}
      onCancel={onClose}
    >
      {query.error && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isLoading && <span className="skeleton" />}
      {contents && (
        <p>
          {t('settings.hides', { count: contents.members, members: formatCount(contents.members) })}{' '}
          <strong>{countsText(contents.records) || t('settings.noRecords')}</strong>. {t('settings.deleteBody')}
        </p>
      )}
      {contents?.subscription && (
        <p>{t('billing.endsWithOrganization', { plan: planNames[contents.subscription.plan] })}</p>
      )}
      <ExportLinks />
      <label htmlFor={inputId}>{t('settings.typeName', { name })}</label>
      <Input id={inputId} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
    </Modal>
  )
}
