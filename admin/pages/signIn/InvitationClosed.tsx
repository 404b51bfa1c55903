import { t } from '../../providers/i18n.ts'
import type { Invited } from './Invitation.tsx'
import { LightPage } from './LightPage.tsx'

interface Props {
  state: 'expired' | 'cancelled' | 'accepted' | 'unknown' | 'incomplete'
  invitation?: Invited
}

/** An invitation that cannot be accepted: what is wrong and what to do next. */
export function InvitationClosed({ state, invitation }: Props) {
  const words = { inviter: invitation?.inviter ?? '', organization: invitation?.organization.name ?? '' }
  return (
    <LightPage
      title={t(`invitation.${state}.title`)}
      note={t(`invitation.${state}.body`, words)}
      foot={
        state === 'accepted' ? (
          <a href={`/o/${invitation?.organization.slug}`}>{t('invitation.open', words)}</a>
        ) : (
          <a href="/">{t('notFound.home')}</a>
        )
      }
    />
  )
}
