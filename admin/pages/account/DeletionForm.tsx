import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../../frame/SessionContext.ts'
import { forgetSession } from '../../providers/auth.ts'
import { ApiError, send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { AccountForm } from './AccountForm.tsx'
import { CurrentPassword } from './PasswordItems.tsx'

interface Values {
  email: string
  password?: string
  code?: string
}

const url = '/api/account/deletion'

/** The last step: one's address typed out, and the password or, without one, a mailed code. */
export function DeletionForm({ onRefused }: { onRefused: () => Promise<void> }) {
  const { user } = useSession()
  const [byCode, setByCode] = useState(!user.hasPassword)
  const [isSent, setSent] = useState(false)

  const sendCode = async () => {
    await send(`${url}/code`, { method: 'POST', body: {} })
    setSent(true)
  }
  const remove = async ({ password, code }: Values) => {
    try {
      await send(url, { method: 'POST', body: byCode ? { code: code?.trim() } : { password } })
    } catch (error) {
      // Somebody has left meanwhile: what stands in the way has changed.
      if (error instanceof ApiError && error.statusCode === 409) await onRefused()
      throw error
    }
    forgetSession()
    location.assign('/sign-in?deleted')
  }

  if (byCode && !isSent)
    return (
      <AccountForm key="send" submit={t('account.sendCode')} button={{ type: 'default' }} onSubmit={sendCode}>
        <p>{t('account.codeBody', { email: user.email })}</p>
      </AccountForm>
    )
  return (
    <AccountForm<Values>
      key="delete"
      submit={t('account.deleteSubmit')}
      button={{ danger: true }}
      aside={
        !byCode && (
          <Button type="link" onClick={() => setByCode(true)}>
            {t('account.useCode')}
          </Button>
        )
      }
      onSubmit={remove}
    >
      <Form.Item
        name="email"
        label={t('account.typeEmail', { email: user.email })}
        rules={[
          {
            validator: (_rule, typed?: string) =>
              typed?.trim().toLowerCase() === user.email.toLowerCase()
                ? Promise.resolve()
                : Promise.reject(new Error(t('account.typedOther'))),
          },
        ]}
      >
        <Input autoComplete="off" />
      </Form.Item>
      {byCode ? (
        <Form.Item
          name="code"
          label={t('account.mailedCode')}
          extra={t('account.codeSent', { email: user.email })}
          rules={[{ required: true, message: t('account.codeMissing') }]}
        >
          <Input autoComplete="one-time-code" maxLength={50} />
        </Form.Item>
      ) : (
        <CurrentPassword />
      )}
    </AccountForm>
  )
}
