import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { CheckMail } from './CheckMail.tsx'
import { LightPage } from './LightPage.tsx'
import { withNext } from './nextAddress.ts'
import { register, SignUpForm, type NewAccount } from './SignUpForm.tsx'

/** `/sign-up`: a new account, made once the mailed link is opened. */
export function SignUp() {
  const [account, setAccount] = useState<NewAccount>()
  const ask = async (asked: NewAccount) => {
    await register(asked)
    setAccount(asked)
  }
  const foot = (
    <span>
      {t('signUp.known')}{' '}
      <a className="in-text" href={withNext('/sign-in')}>
        {t('signIn.submit')}
      </a>
    </span>
  )
  if (account)
    return (
      <LightPage title={t('link.checkMail')} foot={foot}>
        <CheckMail email={account.email} life={t('signUp.openLink')} resend={() => ask(account)} />
      </LightPage>
    )
  return (
    <LightPage title={t('signUp.title')} note={t('signUp.note')} foot={foot}>
      <SignUpForm submit={t('signUp.submit')} onSubmit={ask} />
    </LightPage>
  )
}
