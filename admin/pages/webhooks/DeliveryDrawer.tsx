import { useOne } from '@refinedev/core'
import { Button, Drawer, Skeleton } from 'antd'
import { webhooks } from '../../../server/resources/webhooks.ts'
import { formatCount, formatInstant } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import { useAttempt } from '../organization/useAttempt.ts'
import { useOrganizationCall } from '../organization/useOrganizationCall.ts'
import { answerOf, deliveryColors, type Attempt, type DeliveryShown, type Webhook } from './webhook.ts'

interface Props {
  webhook: Webhook
  deliveryId: string
  onClose: () => void
}

/** One delivery: what is sent, every answer, and a way to send it once more. */
export function DeliveryDrawer({ webhook, deliveryId, onClose }: Props) {
  const resource = `webhooks/${webhook.id}/deliveries`
  const { query } = useOne<DeliveryShown>({
    resource,
    id: deliveryId,
    errorNotification: false,
    queryOptions: { refetchInterval: ({ state }) => (state.data?.data.state === 'pending' ? 2000 : false) },
  })
  const call = useOrganizationCall()
  const { isBusy, attempt } = useAttempt(resource, webhooks.name)
  const delivery = query.data?.data
  const replay = () =>
    void attempt(t('webhooks.notReplayed'), () =>
      call(`/api/${resource}/${deliveryId}/replay`, { method: 'POST', body: {} }),
    )
  const mayReplay = delivery && delivery.state !== 'pending' && !webhook.disabledAt
  return (
    <Drawer
      open
      width={620}
      title={delivery?.type ?? t('webhooks.log')}
      onClose={onClose}
      extra={
        mayReplay && (
          <Button type="primary" loading={isBusy} onClick={replay}>
            {t('webhooks.replay')}
          </Button>
        )
      }
    >
      {query.error && !delivery && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isLoading && <Skeleton active />}
      {delivery && (
        <>
          <p>
            <span className={`tag tag-${deliveryColors[delivery.state]}`}>
              {t(`webhooks.deliveries.${delivery.state}`)}
            </span>{' '}
            {delivery.nextAt && t('webhooks.next', { when: formatInstant(delivery.nextAt) })}
          </p>
          <h3 className="code-title">{t('webhooks.request')}</h3>
          <div className="code-box">
            <pre>{requestText(webhook, delivery)}</pre>
          </div>
          <h3 className="code-title">{t('webhooks.answers')}</h3>
          {delivery.attempts.length === 0 && <p className="quiet">{t('webhooks.notYet')}</p>}
          {delivery.attempts.toReversed().map((one) => (
            <AttemptBox key={one.at} attempt={one} />
          ))}
        </>
      )}
    </Drawer>
  )
}

/** As it goes over the line, but for time and signatures, which every attempt has its own of. */
const requestText = ({ url }: Webhook, { messageId, body, attempts }: DeliveryShown) =>
  [
    `POST ${attempts.at(-1)?.url ?? url}`,
    'content-type: application/json',
    `webhook-id: ${messageId}`,
    'webhook-timestamp: …',
    'webhook-signature: v1,…',
    '',
    JSON.stringify(JSON.parse(body), null, 2),
  ].join('\n')

function AttemptBox({ attempt }: { attempt: Attempt }) {
  const isTaken = attempt.status !== null && attempt.status >= 200 && attempt.status < 300
  return (
    <div className="attempt">
      <p>
        <span className={`tag tag-${isTaken ? 'green' : 'red'}`}>{answerOf(attempt)}</span>{' '}
        <span className="quiet">
          {formatInstant(attempt.at)} · {t('webhooks.duration', { ms: formatCount(attempt.durationMs) })}
        </span>
      </p>
      {attempt.answer && (
        <div className="code-box">
          <pre>{attempt.answer}</pre>
        </div>
      )}
    </div>
  )
}
