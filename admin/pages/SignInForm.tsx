import { useRef, useState, type FormEvent } from 'react'
import { signIn, type Session } from '../providers/auth.ts'
import { ApiError } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import './page.css'

interface Props {
  email?: string
  onSignedIn: (session: Session) => void
}

/** E-mail and password; used by the page and by the dialog that renews an ended session. */
export function SignInForm({ email, onSignedIn }: Props) {
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const password = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(undefined)
    try {
      onSignedIn(await signIn(String(form.get('email')), String(form.get('password'))))
    } catch (failure) {
      setError(messageOf(failure))
      setBusy(false)
      password.current?.select()
    }
  }

  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)} aria-busy={isBusy}>
      <label>
        {t('signIn.email')}
        <input name="email" type="email" autoComplete="username" required defaultValue={email} autoFocus={!email} />
      </label>
      <label>
        {t('signIn.password')}
        <input
          ref={password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus={Boolean(email)}
        />
      </label>
      {error && (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <button className="primary-button" type="submit" disabled={isBusy}>
        {isBusy ? t('signIn.busy') : t('signIn.submit')}
      </button>
    </form>
  )
}

function messageOf(failure: unknown): string {
  if (!(failure instanceof ApiError)) return t('errors.server')
  if (failure.statusCode === 401) return t('signIn.wrong')
  return failure.message
}
