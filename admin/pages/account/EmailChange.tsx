import { Alert, Form, Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../../frame/SessionContext.ts'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { AccountForm } from './AccountForm.tsx'
import { CurrentPassword } from './PasswordItems.tsx'
import { Section } from './Section.tsx'

interface Pending {
  email: string
  until: number
}

const key = 'oikion.newEmail'
/** As long as the mailed link works. */
const life = 60 * 60_000

/** Another address to sign in with: it counts once the link mailed to it is opened. */
export function EmailChange() {
  const { user } = useSession()
  const [pending, setPending] = useState(read)
  const isWaiting = pending && pending.email !== user.email

  const ask = async (values: { email: string; password?: string }) => {
    const email = values.email.trim()
    await send('/api/account/email', { method: 'POST', body: { ...values, email } })
    const asked = { email, until: Date.now() + life }
    sessionStorage.setItem(key, JSON.stringify(asked))
    setPending(asked)
  }
  return (
    <Section title={t('account.email')} body={t('account.emailNow', { email: user.email })}>
      {isWaiting && (
        <Alert
          className="account-alert"
          type="info"
          showIcon
          role="status"
          message={t('account.emailPending', { email: pending.email })}
          description={t('account.emailPendingBody', { email: user.email })}
        />
      )}
      <AccountForm submit={t('account.emailSubmit')} button={{ type: 'default' }} onSubmit={ask}>
        <Form.Item
          name="email"
          label={t('account.newEmail')}
          rules={[
            { required: true, message: t('account.emailMissing') },
            { type: 'email', message: t('form.email') },
          ]}
        >
          <Input type="email" autoComplete="email" maxLength={254} />
        </Form.Item>
        <CurrentPassword />
      </AccountForm>
    </Section>
  )
}

/** What was asked for in this tab, while its link works. */
function read(): Pending | undefined {
  const pending = JSON.parse(sessionStorage.getItem(key) ?? 'null') as Pending | null
  return pending && pending.until > Date.now() ? pending : undefined
}
