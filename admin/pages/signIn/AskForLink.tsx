import { useState } from 'react'
import { post } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { CheckMail } from './CheckMail.tsx'
import { EmailField } from './fields.tsx'
import { Form } from './Form.tsx'
import { LightPage } from './LightPage.tsx'
import { withNext } from './nextAddress.ts'

interface Props {
  title: string
  note: string
  submit: string
  /** Takes `{ email }` and mails a link, whether or not the address is known. */
  url: string
  /** How long the link works, as a sentence. */
  life: string
  onSent?: () => void
}

/** A page that asks for an address and has a link mailed to it. */
export function AskForLink({ title, note, submit, url, life, onSent }: Props) {
  const [email, setEmail] = useState<string>()
  const ask = async (to: string) => {
    await post(url, { email: to })
    onSent?.()
    setEmail(to)
  }
  const foot = <a href={withNext('/sign-in')}>{t('link.toSignIn')}</a>
  if (email !== undefined)
    return (
      <LightPage title={t('link.checkMail')} foot={foot}>
        <CheckMail email={email} life={`${life} ${t('link.ifKnown')}`} resend={() => ask(email)} />
      </LightPage>
    )
  return (
    <LightPage title={title} note={note} foot={foot}>
      <Form submit={submit} busy={t('link.sending')} onSubmit={({ email: to = '' }) => ask(to.trim())}>
        <EmailField />
      </Form>
    </LightPage>
  )
}
