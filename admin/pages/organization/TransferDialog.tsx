import { useNotification } from '@refinedev/core'
import { Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useReloadSession } from '../../frame/SessionContext.ts'
import { t } from '../../providers/i18n.ts'
import type { Member } from './people.ts'
import { useAttempt } from './useAttempt.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

interface Props {
  member: Member
  onClose: () => void
}

/** Makes another the owner and oneself an administrator, once the consequence was read and ticked. */
export function TransferDialog({ member, onClose }: Props) {
  const { name } = member
  const { organization } = useOrganization()
  const call = useOrganizationCall()
  const reload = useReloadSession()
  const { open } = useNotification()
  const { isBusy, attempt } = useAttempt('members')
  const [isUnderstood, setUnderstood] = useState(false)

  const transfer = async () => {
    const isDone = await attempt(t('members.notTransferred'), async () => {
      await call(`/api/members/${member.id}/transfer`, { method: 'POST', body: {} })
      await reload()
      open?.({ type: 'success', message: t('members.transferred', { name, organization: organization.name }) })
    })
    if (isDone) onClose()
  }

  return (
    <Modal
      open
      title={t('members.transferTitle', { organization: organization.name, name })}
      okText={t('members.transferOk')}
      okButtonProps={{ danger: true, disabled: !isUnderstood }}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      onOk={() => void transfer()}
      onCancel={onClose}
    >
      <p>{t('members.transferBody', { name })}</p>
      <Checkbox checked={isUnderstood} onChange={(event) => setUnderstood(event.target.checked)}>
        {t('members.transferUnderstood', { name })}
      </Checkbox>
    </Modal>
  )
}
