import { useOne } from '@refinedev/core'
import { Skeleton } from 'antd'
import { Link, useParams } from 'react-router'
import { webhooks } from '../../../server/resources/webhooks.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { pagePath } from '../../paths.ts'
import { ApiError } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { FieldValue } from '../../records/FieldValue.tsx'
import { InstantText } from '../../records/InstantText.tsx'
import { LoadError } from '../../records/LoadError.tsx'
import { fieldName } from '../../words.ts'
import { NotFound } from '../NotFound.tsx'
import { DeliveryLog } from './DeliveryLog.tsx'
import { DisabledNotice } from './DisabledNotice.tsx'
import { eventsText, type Webhook } from './webhook.ts'
import { WebhookActions } from './WebhookActions.tsx'
import { WebhookState } from './WebhookState.tsx'
import './webhooks.css'

/** One endpoint: what it is told, how it fares, and what was sent and answered. */
export function WebhookPage() {
  const { id = '' } = useParams()
  const { slug } = useOrganization().organization
  const { query } = useOne<Webhook>({
    resource: webhooks.name,
    id,
    errorNotification: false,
    queryOptions: { retry: false, refetchInterval: 15_000 },
  })
  const webhook = query.data?.data
  useTitle(webhook?.name ?? t('organization.pages.webhooks'))
  if (query.error instanceof ApiError && query.error.statusCode === 404) return <NotFound />
  if (query.error && !webhook) return <LoadError error={query.error} onRetry={() => void query.refetch()} />
  if (!webhook) return <Skeleton active />
  return (
    <>
      <p className="webhook-back">
        <Link to={pagePath(slug, 'webhooks')}>{t('organization.pages.webhooks')}</Link>
      </p>
      <header className="head">
        <div className="webhook-heading">
          <h1 className="webhook-title">{webhook.name}</h1>
          <WebhookState webhook={webhook} />
        </div>
        <div className="head-actions">
          <WebhookActions webhook={webhook} />
        </div>
      </header>
      <DisabledNotice webhook={webhook} />
      <dl className="webhook-facts">
        <dt>{fieldName(webhooks, 'url')}</dt>
        <dd className="webhook-url">{webhook.url}</dd>
        <dt>{t('webhooks.what')}</dt>
        <dd>{eventsText(webhook.events)}</dd>
        <dt>{fieldName(webhooks, 'createdBy')}</dt>
        <dd>
          <FieldValue definition={webhooks} field="createdBy" record={webhook} />
        </dd>
        <dt>{fieldName(webhooks, 'secretSince')}</dt>
        <dd>{webhook.secretSince && <InstantText value={webhook.secretSince} />}</dd>
        {webhook.failingSince && (
          <>
            <dt>{fieldName(webhooks, 'failingSince')}</dt>
            <dd>
              <InstantText value={webhook.failingSince} />
            </dd>
          </>
        )}
      </dl>
      <DeliveryLog webhook={webhook} />
    </>
  )
}
