import { useNotification } from '@refinedev/core'
import { Modal } from 'antd'
import { t } from '../../providers/i18n.ts'
import type { Member } from './people.ts'
import { useAttempt } from './useAttempt.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

interface Props {
  member: Member
  onClose: () => void
}

/** Ends all sessions of a member, as when a phone was lost. */
export function SignOutDialog({ member, onClose }: Props) {
  const { name } = member
  const call = useOrganizationCall()
  const { open } = useNotification()
  const { isBusy, attempt } = useAttempt('members')

  const signOut = async () => {
    const isDone = await attempt(t('members.notSignedOut', { name }), async () => {
      await call(`/api/members/${member.id}/sign-out`, { method: 'POST', body: {} })
      open?.({ type: 'success', message: t('members.signedOut', { name }) })
    })
    if (isDone) onClose()
  }

  return (
    <Modal
      open
      title={t('members.signOutTitle', { name })}
      okText={t('members.signOutOk')}
      okButtonProps={{ danger: true }}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      onOk={() => void signOut()}
      onCancel={onClose}
    >
      <p>{t('members.signOutBody')}</p>
    </Modal>
  )
}
