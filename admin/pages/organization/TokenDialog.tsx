import { useInvalidate } from '@refinedev/core'
import { Alert, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { atLeast, type Role } from '../../../server/resources/roles.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { focusOnOpen } from '../../frame/focusOnOpen.ts'
import { roleName } from '../../frame/roleName.ts'
import { t } from '../../providers/i18n.ts'
import { rankedRoles } from './abilities.ts'
import { ScopeTable } from './ScopeTable.tsx'
import { TokenSecret } from './TokenSecret.tsx'
import type { ApiToken } from './tokenScopes.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

interface Values {
  name: string
  role: Role
  scopes: string[]
  days: number
}

/** Days a token lives; 0 is for ever. */
const lifetimes = [30, 90, 365, 0]

/** Makes a token, then shows its secret, this once. */
export function TokenDialog({ onClose }: { onClose: () => void }) {
  const { role: own } = useOrganization()
  const [form] = Form.useForm<Values>()
  const role = Form.useWatch('role', form) ?? 'VIEWER'
  const call = useOrganizationCall()
  const invalidate = useInvalidate()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const [made, setMade] = useState<ApiToken & { token: string }>()

  const make = async ({ days, ...values }: Values) => {
    setBusy(true)
    setFailure(undefined)
    const expiresAt = days === 0 ? null : new Date(Date.now() + days * 86_400_000).toISOString()
    try {
      setMade(await call('/api/api-tokens', { method: 'POST', body: { ...values, expiresAt } }))
      await invalidate({ resource: 'api-tokens', invalidates: ['list'] })
    } catch (error) {
      setFailure((error as Error).message)
    }
    setBusy(false)
  }

  if (made) return <TokenSecret made={made} onClose={onClose} />
  return (
    <Modal
      open
      width={600}
      title={t('tokens.new')}
      okText={t('tokens.make')}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      onOk={form.submit}
      onCancel={onClose}
      afterOpenChange={focusOnOpen('api-token_name')}
    >
      {failure && <Alert className="failure" type="error" showIcon role="alert" message={failure} />}
      <Form<Values>
        name="api-token"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: 'VIEWER', scopes: [], days: 90 }}
        onFinish={(values) => void make(values)}
      >
        <Form.Item
          name="name"
          label={t('tokens.name')}
          extra={t('tokens.nameHint')}
          rules={[{ required: true, whitespace: true, message: t('form.required', { name: t('tokens.name') }) }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <div className="field-pair">
          <Form.Item name="role" label={t('tokens.role')} extra={t('tokens.roleHint')}>
            <Select
              options={rankedRoles
                .filter((each) => atLeast(own, each))
                .map((each) => ({ value: each, label: roleName(each) }))}
              onChange={() => form.setFieldValue('scopes', [])}
            />
          </Form.Item>
          <Form.Item name="days" label={t('tokens.expiry')}>
            <Select
              options={lifetimes.map((days) => ({
                value: days,
                label: days === 0 ? t('tokens.never') : t('tokens.days', { count: days }),
              }))}
            />
          </Form.Item>
        </div>
        <Form.Item
          name="scopes"
          label={t('tokens.scopes')}
          rules={[{ required: true, type: 'array', min: 1, message: t('tokens.scopesMissing') }]}
        >
          <ScopeTable role={role} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
