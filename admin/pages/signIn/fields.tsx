import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { Field } from './Field.tsx'

/** As the server asks for; it also refuses what is easily guessed. */
export const passwordLength = { min: 10, max: 200 }

const typedKey = 'oikion.email'

/** The e-mail address, carried along between the pages of this tab; `fixed` when no other one makes sense. */
export function EmailField({ email, isFixed, isFocused }: { email?: string; isFixed?: boolean; isFocused?: boolean }) {
  const known = email ?? sessionStorage.getItem(typedKey) ?? ''
  return (
    <Field
      name="email"
      label={t('signIn.email')}
      type="email"
      autoComplete="username"
      required
      maxLength={254}
      defaultValue={known}
      readOnly={isFixed}
      autoFocus={isFocused ?? !known}
      onChange={(event) => sessionStorage.setItem(typedKey, event.target.value)}
    />
  )
}

/** The password of an account. */
export function PasswordField({ isFocused }: { isFocused?: boolean }) {
  const [isShown, toggle] = useShown()
  return (
    <Field
      name="password"
      label={t('signIn.password')}
      type={isShown ? 'text' : 'password'}
      autoComplete="current-password"
      required
      maxLength={1000}
      autoFocus={isFocused}
      isSecret
      aside={toggle}
    />
  )
}

/** A password to be chosen; says while typing how much is missing. */
export function NewPasswordField({ label = t('signIn.password'), isFocused }: { label?: string; isFocused?: boolean }) {
  const [isShown, toggle] = useShown()
  const [length, setLength] = useState(0)
  const missing = passwordLength.min - length
  return (
    <Field
      name="password"
      label={label}
      type={isShown ? 'text' : 'password'}
      autoComplete="new-password"
      required
      minLength={passwordLength.min}
      maxLength={passwordLength.max}
      autoFocus={isFocused}
      aside={toggle}
      hint={<span aria-live="polite">{passwordHint(length, missing)}</span>}
      onChange={(event) => setLength(event.target.value.length)}
    />
  )
}

function passwordHint(length: number, missing: number): string {
  if (length === 0) return t('signUp.passwordHint', { min: passwordLength.min })
  return missing > 0 ? t('signUp.passwordMissing', { count: missing }) : t('signUp.passwordLong')
}

function useShown() {
  const [isShown, setShown] = useState(false)
  const toggle = (
    <button type="button" className="input-button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
      {isShown ? t('signIn.hide') : t('signIn.show')}
      <span className="visually-hidden"> {t('signIn.password')}</span>
    </button>
  )
  return [isShown, toggle] as const
}
