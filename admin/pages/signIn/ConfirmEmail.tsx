import { useState } from 'react'
import { post } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { LightPage } from './LightPage.tsx'
import { LinkPage } from './LinkPage.tsx'

/** `/confirm-email#token`: a new address counts from here on. */
export function ConfirmEmail() {
  const [isDone, setDone] = useState(false)
  if (isDone)
    return (
      <LightPage title={t('link.emailDone')} note={t('link.emailDoneNote')}>
        <a className="primary-button" href="/account/profile">
          {t('link.toAccount')}
        </a>
      </LightPage>
    )
  return (
    <LinkPage
      title={t('link.emailTitle')}
      note={t('link.emailNote')}
      submit={t('link.emailSubmit')}
      busy={t('link.busy')}
      instead={<a href="/account/profile">{t('link.emailAgain')}</a>}
      onConfirm={async (token) => {
        await post('/api/auth/email-change/confirm', { token })
        setDone(true)
      }}
    />
  )
}
