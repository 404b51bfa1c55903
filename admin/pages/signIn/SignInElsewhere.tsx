import { useState } from 'react'
import { fetchSession, type Session } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import './signIn.css'
import { Form } from './Form.tsx'

interface Props {
  /** There is no password: nothing else stands in the dialog. */
  isOnlyWay: boolean
  onSignedIn: (session: Session) => void
}

/** For people who sign in by link or Google: they do so in another tab, while this one keeps what they typed. */
export function SignInElsewhere({ isOnlyWay, onSignedIn }: Props) {
  const [isChosen, setChosen] = useState(isOnlyWay)
  const [isNotYet, setNotYet] = useState(false)

  const goOn = async () => {
    const session = await fetchSession()
    setNotYet(!session)
    if (session) onSignedIn(session)
  }
  return (
    <div className="elsewhere">
      <p>
        <a href="/sign-in" target="_blank" rel="noreferrer" onClick={() => setChosen(true)}>
          {t('signIn.elsewhere')}
        </a>
        . {t('signIn.elsewhereNote')}
      </p>
      {isNotYet && (
        <p className="form-error" role="alert">
          {t('signIn.notYet')}
        </p>
      )}
      {isChosen && <Form submit={t('signIn.goOn')} onSubmit={goOn} />}
    </div>
  )
}
