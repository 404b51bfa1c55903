import { useNotification } from '@refinedev/core'
import { App, Button } from 'antd'
import { t } from '../../providers/i18n.ts'
import type { ApiToken } from './tokenScopes.ts'
import { useAttempt } from './useAttempt.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

/** Ends a token for good, after asking. */
export function RevokeButton({ token }: { token: ApiToken }) {
  const { name } = token
  const { modal } = App.useApp()
  const { open } = useNotification()
  const call = useOrganizationCall()
  const { isBusy, attempt } = useAttempt('api-tokens')
  if (token._can?.delete === false) return null

  const revoke = () =>
    attempt(t('tokens.notRevoked', { name }), async () => {
      await call(`/api/api-tokens/${token.id}`, { method: 'DELETE' })
      open?.({ type: 'success', message: t('tokens.revoked', { name }) })
    })
  const ask = () =>
    modal.confirm({
      title: t('tokens.revokeTitle', { name }),
      content: t('tokens.revokeBody'),
      okText: t('tokens.revokeOk'),
      okButtonProps: { danger: true },
      cancelText: t('actions.cancel'),
      onOk: revoke,
    })
  return (
    <Button
      size="small"
      danger
      loading={isBusy}
      aria-label={t('tokens.revokeOne', { name })}
      onClick={() => void ask()}
    >
      {t('tokens.revoke')}
    </Button>
  )
}
