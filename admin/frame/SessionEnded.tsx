import { Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { SignInForm } from '../pages/SignInForm.tsx'
import { signOut, type Session } from '../providers/auth.ts'
import { onSessionEnded } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'

/** Asks for the password in place when the session has ended, so that nothing typed is lost; waiting calls then go on. */
export function SessionEnded({ user }: { user: Session['user'] }) {
  const [isOpen, setOpen] = useState(false)
  const waiting = useRef<(() => void)[]>([])

  useEffect(() => {
    onSessionEnded(
      () =>
        new Promise((resolve) => {
          waiting.current.push(resolve)
          setOpen(true)
        }),
    )
  }, [])

  const signedIn = (session: Session) => {
    // Somebody else's rights and organizations differ: start over rather than mix two people's screens.
    if (session.user.id !== user.id) return location.reload()
    setOpen(false)
    for (const resume of waiting.current.splice(0)) resume()
  }

  return (
    <Modal
      open={isOpen}
      title={t('signIn.ended')}
      footer={null}
      width={400}
      keyboard={false}
      maskClosable={false}
      destroyOnHidden
      onCancel={() => void signOut().catch(() => location.assign('/sign-in'))}
    >
      <p>{t('signIn.endedBody')}</p>
      <SignInForm email={user.email} onSignedIn={signedIn} />
    </Modal>
  )
}
