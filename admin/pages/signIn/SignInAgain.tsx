import { useState } from 'react'
import { fetchSession, type Session, type User } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { Form } from './Form.tsx'
import './signIn.css'
import { SignInSteps } from './SignInSteps.tsx'

interface Props {
  user: User
  onSignedIn: (session: Session) => void
}

/**
 * Signing in again inside the app, which keeps what was typed: by password and code here; by link or Google in another
 * tab, the only way for people without a password.
 */
export function SignInAgain({ user: { email, hasPassword }, onSignedIn }: Props) {
  const [isElsewhere, setElsewhere] = useState(!hasPassword)
  const [isNotYet, setNotYet] = useState(false)

  const goOn = async () => {
    const session = await fetchSession()
    setNotYet(!session)
    if (session) onSignedIn(session)
  }
  return (
    <>
      {hasPassword && <SignInSteps email={email} onSignedIn={onSignedIn} />}
      <div className="elsewhere">
        <p>
          <a href="/sign-in" target="_blank" rel="noreferrer" onClick={() => setElsewhere(true)}>
            {t('signIn.elsewhere')}
          </a>
          . {t('signIn.elsewhereNote')}
        </p>
        {isNotYet && (
          <p className="form-error" role="alert">
            {t('signIn.notYet')}
          </p>
        )}
        {isElsewhere && <Form submit={t('signIn.goOn')} onSubmit={goOn} />}
      </div>
    </>
  )
}
