import { App } from 'antd'
import { useReloadSession, useSession } from '../../frame/SessionContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { AccountForm } from './AccountForm.tsx'
import { CurrentPassword, NewPassword } from './PasswordItems.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { Section } from './Section.tsx'

/** `/account/security`: how one signs in. */
export function Security() {
  const { user } = useSession()
  useTitle(t('account.pages.security'), t('account.title'))
  return (
    <>
      <SecondFactor />
      <PasswordChange />
      <Section
        title="Google"
        body={t(user.hasGoogle ? 'account.googleOn' : 'account.googleOff', { email: user.email })}
      />
    </>
  )
}

/** A new password, or a first one for people who have signed in by link or Google so far. */
function PasswordChange() {
  const { user } = useSession()
  const reload = useReloadSession()
  const { notification } = App.useApp()
  const { hasPassword } = user

  const change = async (values: { password?: string; newPassword: string }) => {
    await send('/api/account/password', { method: 'POST', body: values })
    await reload()
    notification.success({
      message: t('account.passwordChanged'),
      description: t('account.othersEnded'),
      placement: 'bottomRight',
      role: 'status',
    })
  }
  return (
    <Section title={t('account.password')} body={t(hasPassword ? 'account.passwordBody' : 'account.passwordNone')}>
      <AccountForm
        submit={t(hasPassword ? 'account.passwordSubmit' : 'account.passwordFirst')}
        button={{ type: 'default' }}
        onSubmit={change}
      >
        <CurrentPassword />
        <NewPassword />
      </AccountForm>
    </Section>
  )
}
