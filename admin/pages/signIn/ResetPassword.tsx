import { useState } from 'react'
import { forgetSession, post } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { NewPasswordField } from './fields.tsx'
import { LightPage } from './LightPage.tsx'
import { LinkPage } from './LinkPage.tsx'

/** `/reset-password#token`: a new password, which ends all sessions. */
export function ResetPassword() {
  const [isDone, setDone] = useState(false)
  const reset = async (token: string, { password }: Record<string, string>) => {
    await post('/api/auth/password-reset/confirm', { token, password })
    forgetSession()
    setDone(true)
  }
  if (isDone)
    return (
      <LightPage title={t('reset.done')} note={t('reset.doneNote')}>
        <a className="primary-button" href="/sign-in">
          {t('signIn.submit')}
        </a>
      </LightPage>
    )
  return (
    <LinkPage
      title={t('reset.choose')}
      note={t('reset.chooseNote')}
      submit={t('reset.submit')}
      busy={t('reset.busy')}
      onConfirm={reset}
      instead={<a href="/forgot-password">{t('reset.again')}</a>}
    >
      <NewPasswordField label={t('reset.newPassword')} isFocused />
    </LinkPage>
  )
}
