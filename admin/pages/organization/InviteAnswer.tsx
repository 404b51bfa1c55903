import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import type { Role } from '../../../server/resources/roles.ts'
import { roleName } from '../../frame/roleName.ts'
import { t } from '../../providers/i18n.ts'

export interface Invited {
  sent: { id: string; email: string; renewed: boolean }[]
  refused: { email: string; detail: string }[]
}

interface Props {
  answer: Invited
  role: Role
  onAgain: () => void
  onClose: () => void
}

/** What became of each address. */
export function InviteAnswer({ answer: { sent, refused }, role, onAgain, onClose }: Props) {
  return (
    <Modal
      open
      title={t('invitations.answer', { count: sent.length, role: roleName(role) })}
      onCancel={onClose}
      footer={[
        <Button key="again" onClick={onAgain}>
          {t(refused.length ? 'invitations.mend' : 'invitations.more')}
        </Button>,
        <Button key="done" type="primary" autoFocus onClick={onClose}>
          {t('invitations.done')}
        </Button>,
      ]}
    >
      <ul className="outcomes" role="status">
        {refused.map(({ email, detail }) => (
          <li key={email} className="outcome-refused">
            <CloseCircleOutlined aria-hidden />
            <span>
              {email} <span className="quiet">{t('invitations.refused', { detail })}</span>
            </span>
          </li>
        ))}
        {sent.map(({ id, email, renewed }) => (
          <li key={id}>
            <CheckCircleOutlined aria-hidden />
            <span>
              {email} <span className="quiet">{t(renewed ? 'invitations.renewed' : 'invitations.sent')}</span>
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
