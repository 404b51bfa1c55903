import { Alert, Button } from 'antd'
import { webhooks } from '../../../server/resources/webhooks.ts'
import { formatInstant } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { useAttempt } from '../organization/useAttempt.ts'
import { useOrganizationCall } from '../organization/useOrganizationCall.ts'
import type { Webhook } from './webhook.ts'

/** Says since when and why nothing is sent, and offers to go on. */
export function DisabledNotice({ webhook: { id, name, disabledAt, disabledBecause } }: { webhook: Webhook }) {
  const call = useOrganizationCall()
  const { isBusy, attempt } = useAttempt(webhooks.name)
  if (!disabledAt) return null
  const enable = () =>
    void attempt(t('webhooks.notEnabled', { name }), () =>
      call(`/api/webhooks/${id}/enable`, { method: 'POST', body: {} }),
    )
  return (
    <Alert
      className="failure"
      type="error"
      showIcon
      message={t(disabledBecause === 'gone' ? 'webhooks.gone' : 'webhooks.failed', { when: formatInstant(disabledAt) })}
      description={
        <div className="webhook-disabled">
          <p>{t('webhooks.enableHint')}</p>
          <Button loading={isBusy} onClick={enable}>
            {t('webhooks.enable')}
          </Button>
        </div>
      }
    />
  )
}
