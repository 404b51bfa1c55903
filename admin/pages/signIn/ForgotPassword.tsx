import { t } from '../../providers/i18n.ts'
import { AskForLink } from './AskForLink.tsx'

/** `/forgot-password`: has a link mailed by which a new password can be set. */
export function ForgotPassword() {
  return (
    <AskForLink
      title={t('reset.title')}
      note={t('reset.note')}
      submit={t('reset.send')}
      url="/api/auth/password-reset"
      life={t('reset.life')}
    />
  )
}
