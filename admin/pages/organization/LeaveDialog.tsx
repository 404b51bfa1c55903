import { Modal } from 'antd'
import { depart } from '../../frame/departures.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { useAttempt } from './useAttempt.ts'
import { useGoodbye } from './useGoodbye.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

/** Ends one's own membership. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const { organization } = useOrganization()
  const { name } = organization
  const call = useOrganizationCall()
  const sayGoodbye = useGoodbye()
  const { isBusy, attempt } = useAttempt()

  const leave = async () => {
    const isDone = await depart(organization.id, () =>
      attempt(t('members.notLeft', { name }), () =>
        call(`/api/organizations/${organization.id}/leave`, { method: 'POST', body: {} }),
      ),
    )
    onClose()
    if (isDone) await sayGoodbye(t('members.hasLeft', { name }))
  }

  return (
    <Modal
      open
      title={t('members.leaveTitle', { name })}
      okText={t('members.leaveOk', { name })}
      okButtonProps={{ danger: true }}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      onOk={() => void leave()}
      onCancel={onClose}
    >
      <p>{t('members.leaveBody')}</p>
    </Modal>
  )
}
