import { useState } from 'react'
import { begun, post } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { AskForLink } from './AskForLink.tsx'
import { LightPage } from './LightPage.tsx'
import { LinkPage } from './LinkPage.tsx'
import { linkToken } from './linkToken.ts'
import { keepNext, keptNext } from './nextAddress.ts'
import { SignInSteps } from './SignInSteps.tsx'

/** `/magic-link`: has a link mailed; opened by that link, signs in. */
export function MagicLink() {
  const [wantsCode, setWantsCode] = useState(false)
  const go = () => location.assign(keptNext())

  const confirm = async (token: string) => {
    if (begun(await post('/api/auth/magic-link/confirm', { token }))) go()
    else setWantsCode(true)
  }
  if (wantsCode)
    return (
      <LightPage title={t('signIn.title')}>
        <SignInSteps isCodeWanted onSignedIn={go} />
      </LightPage>
    )
  if (!linkToken)
    return (
      <AskForLink
        title={t('link.magicTitle')}
        note={t('link.magicNote')}
        submit={t('link.magicSend')}
        url="/api/auth/magic-link"
        life={t('link.magicLife')}
        onSent={keepNext}
      />
    )
  return (
    <LinkPage
      title={t('link.magicConfirm')}
      note={t('link.magicConfirmNote')}
      submit={t('signIn.submit')}
      busy={t('signIn.busy')}
      onConfirm={confirm}
      instead={<a href="/magic-link">{t('link.magicAgain')}</a>}
    />
  )
}
