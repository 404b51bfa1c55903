import { useNotification } from '@refinedev/core'
import { Alert, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { pagePath } from '../paths.ts'
import { ApiError, send } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { focusOnOpen } from './focusOnOpen.ts'
import { useReloadSession } from './SessionContext.ts'

interface Values {
  name: string
  slug?: string
}

/** Makes a team's organization, of which one is the owner, and goes on to inviting the others. */
export function OrganizationNew({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Values>()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const reload = useReloadSession()
  const navigate = useNavigate()
  const { open } = useNotification()

  const make = async ({ name, slug }: Values) => {
    setBusy(true)
    setFailure(undefined)
    try {
      // Left empty, the server makes the address of the name; it knows how Greek is written in Latin letters.
      const body = { name, ...(slug && { slug }) }
      const { data } = await send<{ slug: string }>('/api/organizations', { method: 'POST', body })
      await reload()
      onClose()
      open?.({ type: 'success', message: t('organization.made', { name }), description: t('organization.madeBody') })
      void navigate(pagePath(data.slug, 'members'))
    } catch (error) {
      setBusy(false)
      const errors = error instanceof ApiError ? Object.entries(error.errors ?? {}) : []
      const fields = (['name', 'slug'] as const).filter((field) => errors.some(([name]) => name === field))
      form.setFields(
        fields.map((name) => ({
          name,
          errors: [errors.find(([field]) => field === name)?.[1] ?? ''].flat().map(String),
        })),
      )
      if (fields.length === 0) setFailure((error as Error).message)
    }
  }

  return (
    <Modal
      open
      title={t('organization.new')}
      okText={t('organization.make')}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      onOk={form.submit}
      onCancel={onClose}
      afterOpenChange={focusOnOpen('organization-new_name')}
      destroyOnHidden
    >
      <p className="quiet">{t('organization.newBody')}</p>
      {failure && <Alert className="failure" type="error" showIcon role="alert" message={failure} />}
      <Form<Values>
        name="organization-new"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void make(values)}
      >
        <Form.Item
          name="name"
          label={t('organization.name')}
          rules={[{ required: true, whitespace: true, message: t('form.required', { name: t('organization.name') }) }]}
        >
          <Input maxLength={100} placeholder={t('organization.nameExample')} />
        </Form.Item>
        <Form.Item
          name="slug"
          label={t('organization.slug')}
          extra={t('organization.slugHint')}
          rules={[{ pattern: /^[a-z0-9-]+$/, message: t('organization.slugForm') }]}
        >
          <Input addonBefore="/o/" maxLength={40} placeholder={t('organization.slugAutomatic')} spellCheck={false} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
