import { formatInstant, formatRelative } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import type { Invitation } from './people.ts'

type State = 'accepted' | 'open' | 'expired'

/** What an invitation is now: nothing but its times says so. */
export function stateOf({ acceptedAt, expiresAt }: Invitation, now = Date.now()): State {
  if (acceptedAt) return 'accepted'
  return new Date(expiresAt).getTime() > now ? 'open' : 'expired'
}

const colors: Record<State, string> = { accepted: 'green', open: 'blue', expired: 'orange' }

/** «Open, 5 days left», the exact moment on hover. */
export function InvitationState({ invitation }: { invitation: Invitation }) {
  const state = stateOf(invitation)
  const moment = invitation.acceptedAt ?? invitation.expiresAt
  return (
    <div className="two-lines">
      <span>
        <span className={`tag tag-${colors[state]}`}>{t(`invitations.states.${state}`)}</span>
      </span>
      <time className="quiet" dateTime={moment} title={formatInstant(moment)}>
        {state === 'open' ? daysLeft(moment) : formatRelative(moment)}
      </time>
    </div>
  )
}

function daysLeft(until: string): string {
  const hours = (new Date(until).getTime() - Date.now()) / 3_600_000
  if (hours < 24) return t('invitations.hoursLeft', { count: Math.max(1, Math.floor(hours)) })
  return t('invitations.daysLeft', { count: Math.round(hours / 24) })
}
