import { begun, endSession, post, type Session } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { Form } from './Form.tsx'
import type { Invited } from './Invitation.tsx'
import { LightPage } from './LightPage.tsx'
import { register, SignUpForm } from './SignUpForm.tsx'
import { SignInSteps } from './SignInSteps.tsx'

interface Props {
  token: string
  invitation: Invited
  /** Whoever is signed in here. */
  session?: Session
  onSignedOut: () => void
}

/** An open invitation, and the one right next step: join, sign out, sign in or sign up. */
export function InvitationOpen({ token, invitation, session, onSignedOut }: Props) {
  const { email, role, inviter, organization, hasAccount } = invitation
  const words = { inviter, organization: organization.name, role: t(`invitation.roles.${role}`) }
  const enter = () => location.assign(`/o/${organization.slug}`)
  const join = async () => {
    await post('/api/account/invitations/accept', { token })
    enter()
  }
  return (
    <LightPage
      title={t('invitation.heading', words)}
      note={
        <>
          {t('invitation.body', words)} {t(`invitation.may.${role}`)}
        </>
      }
      foot={!session && hasAccount && <a href="/magic-link">{t('signIn.magicLink')}</a>}
    >
      {session ? (
        <ForSignedIn {...{ session, email, words, join, onSignedOut }} />
      ) : hasAccount ? (
        <>
          <p className="form-note">{t('invitation.signIn', { email })}</p>
          <SignInSteps isEmailFixed email={email} submit={t('invitation.signInAndJoin')} onSignedIn={join} />
        </>
      ) : (
        <>
          <p className="form-note">{t('invitation.signUp', { email })}</p>
          <SignUpForm
            email={email}
            submit={t('invitation.signUpAndJoin')}
            onSubmit={async (account) => {
              const me = await register({ ...account, invitation: token })
              if ('user' in me) begun(me as Session)
              enter()
            }}
          />
        </>
      )}
    </LightPage>
  )
}

interface ForSignedInProps {
  session: Session
  email: string
  words: { organization: string }
  join: () => Promise<void>
  onSignedOut: () => void
}

/** An invitation is for one address: another person's session is said, and left only when asked to. */
function ForSignedIn({ session: { user }, email, words, join, onSignedOut }: ForSignedInProps) {
  const isMine = user.email.toLowerCase() === email.toLowerCase()
  if (isMine)
    return (
      <>
        <p className="form-note">{t('invitation.signedInAs', { name: user.name, email: user.email })}</p>
        <Form submit={t('invitation.join', words)} busy={t('invitation.joining')} onSubmit={join} />
      </>
    )
  const leave = async () => {
    await endSession()
    onSignedOut()
  }
  return (
    <>
      <p className="form-notice">{t('invitation.otherAddress', { email, mine: user.email })}</p>
      <Form submit={t('invitation.signOutFirst')} onSubmit={leave} />
      <a className="plain-button" href="/">
        {t('invitation.stay', { mine: user.email })}
      </a>
    </>
  )
}
