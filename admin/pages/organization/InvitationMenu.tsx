import { MoreOutlined } from '@ant-design/icons'
import { useNotification } from '@refinedev/core'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { CopyDialog } from './CopyDialog.tsx'
import { onVersion, type Invitation } from './people.ts'
import { useAttempt } from './useAttempt.ts'
import { useCopy } from './useCopy.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

/** What can be done about an invitation that was not accepted yet. */
export function InvitationMenu({ invitation }: { invitation: Invitation }) {
  const { id, email } = invitation
  const { modal } = App.useApp()
  const { open } = useNotification()
  const call = useOrganizationCall()
  const copy = useCopy()
  const { isBusy, attempt } = useAttempt('invitations')
  const [link, setLink] = useState<string>()

  const resend = () =>
    attempt(t('invitations.notResent', { email }), async () => {
      await call(`/api/invitations/${id}/resend`, { method: 'POST', body: {} })
      open?.({ type: 'success', message: t('invitations.resent', { email }) })
    })
  const copyLink = () =>
    attempt(t('invitations.noLink'), async () => {
      const { url } = await call<{ url: string }>(`/api/invitations/${id}/link`, { method: 'POST', body: {} })
      if (!(await copy(url, t('invitations.link')))) setLink(url)
    })
  const cancel = () =>
    attempt(t('invitations.notCancelled', { email }), async () => {
      await call(`/api/invitations/${id}`, { method: 'DELETE', headers: onVersion(invitation) })
      open?.({ type: 'success', message: t('invitations.cancelled', { email }) })
    })
  const askToCancel = () =>
    modal.confirm({
      title: t('invitations.cancelTitle', { email }),
      content: t('invitations.cancelBody'),
      okText: t('invitations.cancel'),
      okButtonProps: { danger: true },
      cancelText: t('invitations.keep'),
      onOk: cancel,
    })

  return (
    <>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{
          items: [
            { key: 'resend', label: t('invitations.resend'), onClick: () => void resend() },
            { key: 'link', label: t('invitations.copyLink'), onClick: () => void copyLink() },
            { type: 'divider' },
            { key: 'cancel', danger: true, label: t('invitations.cancel'), onClick: () => void askToCancel() },
          ],
        }}
      >
        <Button
          type="text"
          loading={isBusy}
          icon={<MoreOutlined aria-hidden />}
          aria-haspopup="menu"
          aria-label={t('invitations.menuOf', { email })}
        />
      </Dropdown>
      {link && (
        <CopyDialog title={t('invitations.linkFor', { email })} text={link} onClose={() => setLink(undefined)} />
      )}
    </>
  )
}
