import { useEffect, useState } from 'react'
import type { Role } from '../../../server/resources/roles.ts'
import { fetchSession, post, type Session } from '../../providers/auth.ts'
import { ApiError } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { explain } from './explain.ts'
import { InvitationClosed } from './InvitationClosed.tsx'
import { InvitationOpen } from './InvitationOpen.tsx'
import { LightPage } from './LightPage.tsx'
import { linkToken } from './linkToken.ts'
import { OpenInvitations } from './OpenInvitations.tsx'

/** An invitation as its link shows it. */
export interface Invited {
  state: 'open' | 'expired' | 'cancelled' | 'accepted'
  email: string
  role: Role
  organization: { name: string; slug: string }
  inviter: string
  expiresAt: string
  /** Null for a copied link, which may be in anybody's hands. */
  hasAccount: boolean | null
}

interface Found {
  invitation?: Invited
  session?: Session
}

/** `/invitation#token`: who invites to what, and the next step for whoever opened it. */
export function Invitation() {
  const [found, setFound] = useState<Found>()
  const [failure, setFailure] = useState<string>()

  useEffect(() => {
    Promise.all([linkToken ? lookUp(linkToken) : undefined, fetchSession()]).then(
      ([invitation, session]) => setFound({ invitation, session }),
      (error: unknown) => setFailure(explain(error).message),
    )
  }, [])

  if (failure)
    return (
      <LightPage title={t('invitation.title')}>
        <p className="form-error" role="alert">
          {failure}
        </p>
        <button type="button" className="plain-button" onClick={retry}>
          {t('actions.retry')}
        </button>
      </LightPage>
    )
  if (!found) return <LightPage title={t('invitation.title')} note={t('invitation.looking')} />
  const { invitation, session } = found
  if (!invitation)
    return !linkToken && session?.invitations.length ? (
      <OpenInvitations session={session} />
    ) : (
      <InvitationClosed state={linkToken ? 'unknown' : 'incomplete'} />
    )
  const { state } = invitation
  if (state !== 'open') return <InvitationClosed state={state} invitation={invitation} />
  return (
    <InvitationOpen
      token={linkToken ?? ''}
      invitation={invitation}
      session={session}
      onSignedOut={() => setFound({ invitation })}
    />
  )
}

/** The invitation, or undefined when the token is unknown: after a newer link was sent, the old one is. */
async function lookUp(token: string): Promise<Invited | undefined> {
  try {
    return await post<Invited>('/api/auth/invitation', { token })
  } catch (error) {
    if (error instanceof ApiError && error.statusCode === 404) return undefined
    throw error
  }
}

/** Reloading needs the token in the address again. */
function retry(): void {
  location.hash = linkToken ?? ''
  location.reload()
}
