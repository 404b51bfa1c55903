import { useState } from 'react'
import { signIn, type Session } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { EmailField, PasswordField } from './fields.tsx'
import { Form } from './Form.tsx'
import { SecondFactorForm } from './SecondFactorForm.tsx'

interface Props {
  email?: string
  isEmailFixed?: boolean
  /** The first step is done already, by a link or Google. */
  isCodeWanted?: boolean
  submit?: string
  /** Told when the second step begins, and when it is left again. */
  onCodeWanted?: (wantsCode: boolean) => void
  /** May go on working; the button stays busy until it resolves, and what it throws is explained. */
  onSignedIn: (session: Session) => void | Promise<void>
}

/** E-mail and password, then the second factor where there is one. For pages and for the dialog in the app. */
export function SignInSteps({ email, isEmailFixed, isCodeWanted = false, submit, onCodeWanted, onSignedIn }: Props) {
  const [wantsCode, setWantsCode] = useState(isCodeWanted)
  const [isLate, setLate] = useState(false)

  const goTo = (step: 'password' | 'code') => {
    setWantsCode(step === 'code')
    onCodeWanted?.(step === 'code')
  }
  const startOver = (late: boolean) => {
    goTo('password')
    setLate(late)
  }
  if (wantsCode) return <SecondFactorForm onSignedIn={onSignedIn} onStartOver={startOver} />
  return (
    <Form
      submit={submit ?? t('signIn.submit')}
      busy={t('signIn.busy')}
      onSubmit={async (values) => {
        const session = await signIn(values.email ?? '', values.password ?? '')
        if (session) await onSignedIn(session)
        else goTo('code')
      }}
    >
      {isLate && (
        <p className="form-notice" role="status">
          {t('secondFactor.late')}
        </p>
      )}
      <EmailField email={email} isFixed={isEmailFixed} />
      <PasswordField isFocused={Boolean(email)} />
    </Form>
  )
}
