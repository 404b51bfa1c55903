import { Form, Input } from 'antd'
import { useSession } from '../../frame/SessionContext.ts'
import { t } from '../../providers/i18n.ts'
import { passwordLength } from '../signIn/fields.tsx'

/** The present password, which proves that it is the person; nothing for accounts without one, whose sign-in must be fresh. */
export function CurrentPassword() {
  const { user } = useSession()
  if (!user.hasPassword) return null
  return (
    <>
      {/* Password managers want to know whose password it is. */}
      <input
        className="visually-hidden"
        type="text"
        autoComplete="username"
        value={user.email}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <Form.Item
        name="password"
        label={t('account.currentPassword')}
        rules={[{ required: true, message: t('account.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={1000} />
      </Form.Item>
    </>
  )
}

/** The password to come. */
export function NewPassword() {
  return (
    <Form.Item
      name="newPassword"
      label={t('reset.newPassword')}
      extra={t('signUp.passwordHint', passwordLength)}
      rules={[{ required: true, min: passwordLength.min, message: t('account.passwordShort', passwordLength) }]}
    >
      <Input.Password autoComplete="new-password" maxLength={passwordLength.max} />
    </Form.Item>
  )
}
