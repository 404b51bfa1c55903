import { t } from '../../providers/i18n.ts'
import type { Webhook } from './webhook.ts'

/** Whether an endpoint is told of changes, and takes them. */
export function WebhookState({ webhook: { disabledAt, failingSince } }: { webhook: Webhook }) {
  if (disabledAt) return <span className="tag tag-red">{t('webhooks.states.disabled')}</span>
  if (failingSince) return <span className="tag tag-orange">{t('webhooks.states.failing')}</span>
  return <span className="tag tag-green">{t('webhooks.states.active')}</span>
}
