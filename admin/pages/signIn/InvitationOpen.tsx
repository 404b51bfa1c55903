import { useState } from 'react'
import { begun, endSession, post, type Session } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { CheckMail } from './CheckMail.tsx'
import { Form } from './Form.tsx'
import type { Invited } from './Invitation.tsx'
import { LightPage } from './LightPage.tsx'
import { register, SignUpForm, type NewAccount } from './SignUpForm.tsx'
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
    >
      {session ? (
        <ForSignedIn {...{ session, email, words, join, onSignedOut }} />
      ) : (
        <ForSignedOut {...{ token, email, hasAccount, join, enter }} />
      )}
    </LightPage>
  )
}

interface ForSignedOutProps {
  token: string
  email: string
  hasAccount: boolean | null
  join: () => Promise<void>
  enter: () => void
}

/** Sign in or sign up: told by a mailed link, chosen by whoever has a copied one. */
function ForSignedOut({ token, email, hasAccount, join, enter }: ForSignedOutProps) {
  const [signsIn, setSignsIn] = useState(hasAccount === true)
  const choice = hasAccount === null && (
    <button type="button" className="plain-button" onClick={() => setSignsIn(!signsIn)}>
      {t(signsIn ? 'invitation.noAccount' : 'signUp.alreadyDone')}
    </button>
  )
  if (!signsIn)
    return (
      <>
        <NewHere {...{ token, email, enter }} isProven={hasAccount !== null} />
        {choice}
      </>
    )
  return (
    <>
      <p className="form-note">{t(hasAccount ? 'invitation.signIn' : 'invitation.signInAs', { email })}</p>
      <SignInSteps isEmailFixed email={email} submit={t('invitation.signInAndJoin')} onSignedIn={join} />
      {choice}
      <a href="/magic-link">{t('signIn.magicLink')}</a>
    </>
  )
}

type NewHereProps = Pick<ForSignedOutProps, 'token' | 'email' | 'enter'> & { isProven: boolean }

/** A new account for the invited address: at once by a mailed link, else once the address is confirmed. */
function NewHere({ token, email, enter, isProven }: NewHereProps) {
  const [asked, setAsked] = useState<NewAccount>()
  const ask = async (account: NewAccount) => {
    const me = await register({ ...account, invitation: token })
    if (!('user' in me)) return setAsked(account)
    begun(me as Session)
    enter()
  }
  if (asked) return <CheckMail email={email} life={t('invitation.openLink')} resend={() => ask(asked)} />
  return (
    <>
      <p className="form-note">{t(isProven ? 'invitation.signUp' : 'invitation.signUpFirst', { email })}</p>
      <SignUpForm
        email={email}
        isProven={isProven}
        submit={t(isProven ? 'invitation.signUpAndJoin' : 'signUp.submit')}
        onSubmit={ask}
      />
    </>
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
