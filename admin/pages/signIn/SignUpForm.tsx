import type { Session } from '../../providers/auth.ts'
import { post } from '../../providers/auth.ts'
import { locale, t } from '../../providers/i18n.ts'
import { Field } from './Field.tsx'
import { EmailField, NewPasswordField } from './fields.tsx'
import { Form } from './Form.tsx'

/** What the server makes an account of. */
export interface NewAccount {
  name: string
  email: string
  /** With an invitation that proves the address; else it is chosen once the mailed link has been opened. */
  password?: string
  /** Of the mails to this person. */
  locale: 'el' | 'en'
  /** The token of an invitation; a mailed one proves the address, a copied one does not. */
  invitation?: string
}

/** Asks for an account: the session when an invitation proves the address, else nothing, and a link is mailed. */
export const register = (account: NewAccount): Promise<Session | Record<string, never>> =>
  post('/api/auth/register', account)

interface Props {
  submit: string
  /** Given when no other address makes sense. */
  email?: string
  /** Whether the address is proven already, so that the account can be made at once. */
  isProven?: boolean
  onSubmit: (account: NewAccount) => Promise<void>
}

/** Name and e-mail of a new account, and its password when it is made at once. */
export function SignUpForm({ submit, email, isProven, onSubmit }: Props) {
  const read = ({ name = '', email: typed = '', password }: Record<string, string>): NewAccount => ({
    name: name.trim(),
    email: typed.trim(),
    ...(isProven && { password }),
    locale: locale(),
  })
  return (
    <Form submit={submit} busy={t('signUp.busy')} onSubmit={(values) => onSubmit(read(values))}>
      <Field name="name" label={t('signUp.name')} autoComplete="name" required maxLength={100} autoFocus />
      <EmailField email={email} isFixed={email !== undefined} isFocused={false} />
      {isProven && <NewPasswordField />}
    </Form>
  )
}
