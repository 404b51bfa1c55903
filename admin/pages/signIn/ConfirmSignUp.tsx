import { useState } from 'react'
import { begun, post, type Session } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { NewPasswordField } from './fields.tsx'
import { LinkPage } from './LinkPage.tsx'
import { OpenInvitations } from './OpenInvitations.tsx'

/** `/confirm-sign-up#token`: a password, which makes the account and signs in; who was invited meanwhile is offered to join. */
export function ConfirmSignUp() {
  const [session, setSession] = useState<Session>()
  const confirm = async (token: string, { password }: Record<string, string>) => {
    const me = begun(await post('/api/auth/register/confirm', { token, password }))
    if (me?.invitations.length) setSession(me)
    else location.assign('/')
  }
  if (session) return <OpenInvitations session={session} />
  return (
    <LinkPage
      title={t('signUp.confirm')}
      note={t('signUp.confirmNote')}
      submit={t('signUp.confirmSubmit')}
      busy={t('signUp.busy')}
      onConfirm={confirm}
      instead={
        <>
          <a href="/sign-in">{t('signUp.alreadyDone')}</a>
          <a href="/sign-up">{t('signUp.again')}</a>
        </>
      }
    >
      <NewPasswordField isFocused />
    </LinkPage>
  )
}
