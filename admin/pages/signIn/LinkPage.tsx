import { useState, type ReactNode } from 'react'
import { t } from '../../providers/i18n.ts'
import { Form } from './Form.tsx'
import { LightPage } from './LightPage.tsx'
import { linkToken } from './linkToken.ts'

interface Props {
  title: string
  note: string
  submit: string
  busy: string
  /** What to do when the link does not work: a sentence with a link in it. */
  instead: ReactNode
  /** Runs when the button is pressed and never before: programs that scan mails open links too. */
  onConfirm: (token: string, values: Record<string, string>) => Promise<void>
  children?: ReactNode
}

/** A page behind a mailed link. It waits for a press of its button, and says what to do when the link is of no use. */
export function LinkPage({ title, note, submit, busy, instead, onConfirm, children }: Props) {
  const [isUseless, setUseless] = useState(false)
  if (!linkToken || isUseless)
    return (
      <LightPage title={t('link.problem')} note={linkToken ? t('link.useless') : t('link.incomplete')} foot={instead} />
    )
  return (
    <LightPage title={title} note={note}>
      <Form
        submit={submit}
        busy={busy}
        onSubmit={(values) => onConfirm(linkToken ?? '', values)}
        onFailure={(failure) => setUseless(Boolean(failure.isLink))}
      >
        {children}
      </Form>
    </LightPage>
  )
}
