import { useInvalidate } from '@refinedev/core'
import { Alert, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { webhooks } from '../../../server/resources/webhooks.ts'
import { focusOnOpen } from '../../frame/focusOnOpen.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import { useOrganizationCall } from '../organization/useOrganizationCall.ts'
import { EventTable } from './EventTable.tsx'
import type { Webhook } from './webhook.ts'
import { WebhookSecret } from './WebhookSecret.tsx'

interface Props {
  /** None: a new one. */
  webhook?: Webhook
  onClose: () => void
}

type Values = Pick<Webhook, 'name' | 'url' | 'events'>

/** Makes an endpoint and shows its secret, this once; or changes one. */
export function WebhookDialog({ webhook, onClose }: Props) {
  const [form] = Form.useForm<Values>()
  const call = useOrganizationCall()
  const invalidate = useInvalidate()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [made, setMade] = useState<Webhook & { secret: string }>()

  const save = async (body: Values) => {
    setBusy(true)
    setFailure(undefined)
    try {
      if (webhook) {
        const headers = { 'If-Match': `"${webhook.version}"` }
        await call(`/api/webhooks/${webhook.id}`, { method: 'PATCH', body, headers })
      } else setMade(await call('/api/webhooks', { method: 'POST', body }))
      await invalidate({ resource: webhooks.name, invalidates: ['list', 'detail'], id: webhook?.id })
      if (webhook) onClose()
    } catch (error) {
      setFailure((error as Error).message)
    }
    setBusy(false)
  }

  if (made) return <WebhookSecret name={made.name} secret={made.secret} onClose={onClose} />
  const required = (field: 'name' | 'url') => ({
    required: true,
    whitespace: true,
    message: t('form.required', { name: fieldName(webhooks, field) }),
  })
  return (
    <Modal
      open
      width={680}
      title={webhook ? t('webhooks.edit', { name: webhook.name }) : t('webhooks.new')}
      okText={webhook ? t('actions.save') : t('webhooks.make')}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      onOk={form.submit}
      onCancel={onClose}
      afterOpenChange={focusOnOpen('webhook_name')}
    >
      {failure && <Alert className="failure" type="error" showIcon role="alert" message={failure} />}
      <Form<Values>
        name="webhook"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={webhook ?? { events: [] }}
        onFinish={(values) => void save(values)}
      >
        <Form.Item
          name="name"
          label={fieldName(webhooks, 'name')}
          extra={t('webhooks.nameHint')}
          rules={[required('name')]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="url"
          label={fieldName(webhooks, 'url')}
          extra={t('webhooks.urlHint')}
          rules={[required('url')]}
        >
          <Input maxLength={2000} type="url" placeholder="https://hooks.example.com/oikion" />
        </Form.Item>
        <Form.Item name="events" label={t('webhooks.what')}>
          <EventTable />
        </Form.Item>
      </Form>
    </Modal>
  )
}
