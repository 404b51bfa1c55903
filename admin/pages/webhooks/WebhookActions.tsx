import { useNotification } from '@refinedev/core'
import { App, Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { webhooks } from '../../../server/resources/webhooks.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { pagePath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { useAttempt } from '../organization/useAttempt.ts'
import { useOrganizationCall } from '../organization/useOrganizationCall.ts'
import { answerOf, type DeliveryShown, type Webhook } from './webhook.ts'

const WebhookDialog = lazy(async () => ({ default: (await import('./WebhookDialog.tsx')).WebhookDialog }))
const WebhookSecret = lazy(async () => ({ default: (await import('./WebhookSecret.tsx')).WebhookSecret }))

/** What can be done with an endpoint: try it out, change it, give it a new secret, delete it. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const { id, name } = webhook
  const { slug } = useOrganization().organization
  const { modal } = App.useApp()
  const { open } = useNotification()
  const navigate = useNavigate()
  const call = useOrganizationCall()
  const { isBusy, attempt } = useAttempt(webhooks.name, `webhooks/${id}/deliveries`)
  const [isEditing, setEditing] = useState(false)
  const [fresh, setFresh] = useState<{ secret: string; formerUntil: string }>()
  const post = <T,>(action: string) => call<T>(`/api/webhooks/${id}/${action}`, { method: 'POST', body: {} })

  const test = () =>
    void attempt(t('webhooks.notTested'), async () => {
      const { state, attempts } = await post<DeliveryShown>('test')
      const last = attempts.at(-1)
      const description = last && t('webhooks.answered', { answer: answerOf(last) })
      if (state === 'done') open?.({ type: 'success', message: t('webhooks.tested'), description })
      else open?.({ type: 'error', message: t('webhooks.testFailed'), description })
    })
  const renew = () =>
    modal.confirm({
      title: t('webhooks.renewTitle', { name }),
      content: t('webhooks.renewBody'),
      okText: t('webhooks.renew'),
      cancelText: t('actions.cancel'),
      onOk: () => attempt(t('webhooks.notRenewed', { name }), async () => setFresh(await post('secret'))),
    })
  const remove = () =>
    modal.confirm({
      title: t('webhooks.deleteTitle', { name }),
      content: t('webhooks.deleteBody'),
      okText: t('webhooks.deleteOk'),
      okButtonProps: { danger: true },
      cancelText: t('actions.cancel'),
      onOk: async () => {
        const isDone = await attempt(t('webhooks.notDeleted', { name }), () =>
          call(`/api/webhooks/${id}`, { method: 'DELETE' }),
        )
        if (!isDone) return
        open?.({ type: 'success', message: t('webhooks.deleted', { name }) })
        await navigate(pagePath(slug, 'webhooks'))
      },
    })
  return (
    <>
      <Button type="primary" loading={isBusy} onClick={test}>
        {t('webhooks.test')}
      </Button>
      <Button onClick={() => setEditing(true)}>{t('actions.edit')}</Button>
      <Button onClick={() => void renew()}>{t('webhooks.renew')}</Button>
      <Button danger onClick={() => void remove()}>
        {t('actions.delete')}
      </Button>
      <Suspense>
        {isEditing && <WebhookDialog webhook={webhook} onClose={() => setEditing(false)} />}
        {fresh && <WebhookSecret name={name} {...fresh} onClose={() => setFresh(undefined)} />}
      </Suspense>
    </>
  )
}
