import { useState } from 'react'
import { confirmSecondFactor, type Session } from '../../providers/auth.ts'
import { ApiError } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import type { Failure } from './explain.ts'
import { Field } from './Field.tsx'
import { Form } from './Form.tsx'

interface Props {
  onSignedIn: (session: Session) => void | Promise<void>
  /** Back to the first step; `late` when it lies too long ago. */
  onStartOver: (late: boolean) => void
}

/** The second step: the authenticator's six digits, or one of the recovery codes. */
export function SecondFactorForm({ onSignedIn, onStartOver }: Props) {
  const [isRecovery, setRecovery] = useState(false)

  const explainCode = (error: unknown): Failure | undefined => {
    if (!(error instanceof ApiError)) return undefined
    if (error.problem?.type === 'urn:oikion:problem:unauthenticated') onStartOver(true)
    const isWrong = error.statusCode === 401 || error.statusCode === 422
    return isWrong
      ? { fields: { code: t(isRecovery ? 'secondFactor.wrongRecovery' : 'secondFactor.wrong') } }
      : undefined
  }

  return (
    <>
      <Form
        key={String(isRecovery)}
        submit={t('secondFactor.submit')}
        busy={t('signIn.busy')}
        explainFirst={explainCode}
        onSubmit={async ({ code = '' }) => {
          const session = await confirmSecondFactor(isRecovery ? code.trim() : code.replaceAll(/\s/g, ''))
          if (session) await onSignedIn(session)
        }}
      >
        <p className="form-note">{t(isRecovery ? 'secondFactor.recoveryNote' : 'secondFactor.note')}</p>
        {isRecovery ? (
          <Field
            name="code"
            label={t('secondFactor.recoveryCode')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            autoFocus
            isSecret
          />
        ) : (
          <Field
            name="code"
            label={t('secondFactor.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="\s*(\d\s*){6}"
            title={t('secondFactor.sixDigits')}
            maxLength={9}
            className="code-input"
            required
            autoFocus
            isSecret
          />
        )}
      </Form>
      <div className="form-links">
        <button type="button" className="link-button" onClick={() => setRecovery(!isRecovery)}>
          {t(isRecovery ? 'secondFactor.useCode' : 'secondFactor.useRecovery')}
        </button>
        <button type="button" className="link-button" onClick={() => onStartOver(false)}>
          {t('secondFactor.startOver')}
        </button>
      </div>
    </>
  )
}
