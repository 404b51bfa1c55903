import { useEffect, useState } from 'react'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { LightPage } from './LightPage.tsx'
import { nextAddress, withNext } from './nextAddress.ts'
import { SignInSteps } from './SignInSteps.tsx'

/** `/sign-in`: by password, or on to the other ways. */
export function SignIn() {
  const query = new URLSearchParams(location.search)
  const [wantsCode, setWantsCode] = useState(query.has('second-factor'))
  const foot = (
    <>
      <a href={withNext('/forgot-password')}>{t('signIn.forgot')}</a>
      <span>
        {t('signIn.new')} <a href={withNext('/sign-up')}>{t('signIn.signUp')}</a>
      </span>
    </>
  )
  return (
    <LightPage title={t('signIn.title')} note={wantsCode ? undefined : noteFor(query)} foot={!wantsCode && foot}>
      {query.get('error') === 'google' && (
        <p className="form-error" role="alert">
          {t('signIn.googleFailed')}
        </p>
      )}
      <SignInSteps
        isCodeWanted={wantsCode}
        onCodeWanted={setWantsCode}
        onSignedIn={() => location.assign(nextAddress())}
      />
      {!wantsCode && <OtherWays />}
    </LightPage>
  )
}

function OtherWays() {
  const hasGoogle = useHasGoogle()
  return (
    <>
      <div className="or">
        <span>{t('signIn.or')}</span>
      </div>
      <a className="plain-button" href={withNext('/magic-link')}>
        {t('signIn.magicLink')}
      </a>
      {hasGoogle && (
        <a className="plain-button" href={`/api/auth/google?next=${encodeURIComponent(nextAddress())}`}>
          {t('signIn.google')}
        </a>
      )}
    </>
  )
}

function noteFor(query: URLSearchParams): string | undefined {
  if (query.has('deleted')) return t('signIn.deleted')
  return query.has('next') && nextAddress() !== '/' ? t('signIn.toContinue') : undefined
}

function useHasGoogle(): boolean {
  const [hasGoogle, setHasGoogle] = useState(false)
  useEffect(() => {
    send<{ google: boolean }>('/api/auth/ways').then(
      ({ data }) => setHasGoogle(data.google),
      // The other ways stand anyway, and say themselves when the server is away.
      () => undefined,
    )
  }, [])
  return hasGoogle
}
