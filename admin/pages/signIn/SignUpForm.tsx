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
  password: string
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
  onSubmit: (account: NewAccount) => Promise<void>
}

/** Name, e-mail and password of a new account. */
export function SignUpForm({ submit, email, onSubmit }: Props) {
  const read = ({ name = '', email: typed = '', password = '' }: Record<string, string>): NewAccount => ({
    name: name.trim(),
    email: typed.trim(),
    password,
    locale: locale(),
  })
  return (
    <Form submit={submit} busy={t('signUp.busy')} onSubmit={(values) => onSubmit(read(values))}>
      <Field name="name" label={t('signUp.name')} autoComplete="name" required maxLength={100} autoFocus />
      <EmailField email={email} isFixed={email !== undefined} />
      <NewPasswordField />
    </Form>
  )
}
