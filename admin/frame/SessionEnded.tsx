import { Modal } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { signOut, type Session } from '../providers/auth.ts'
import { onSessionEnded, type EndReason } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { useReplaceSession, useSession } from './SessionContext.ts'

const SignInAgain = lazy(async () => ({ default: (await import('../pages/signIn/SignInAgain.tsx')).SignInAgain }))

/** Has people sign in again in place when the session has ended, or is too old, so that nothing typed is lost. */
export function SessionEnded() {
  const { user } = useSession()
  const replace = useReplaceSession()
  const [reason, setReason] = useState<EndReason>('ended')
  const [isOpen, setOpen] = useState(false)
  const waiting = useRef<((again: boolean) => void)[]>([])

  useEffect(() => {
    onSessionEnded(
      (why) =>
        new Promise((resolve) => {
          waiting.current.push(resolve)
          setReason(why)
          setOpen(true)
        }),
    )
  }, [])

  const close = (again: boolean) => {
    setOpen(false)
    for (const resume of waiting.current.splice(0)) resume(again)
  }
  const signedIn = (session: Session) => {
    // Somebody else's rights and organizations differ: start over rather than mix two people's screens.
    if (session.user.id !== user.id) return location.reload()
    replace(session)
    close(true)
  }
  const cancel = () => {
    if (reason === 'tooOld') close(false)
    else void signOut().catch(() => location.assign('/sign-in'))
  }

  return (
    <Modal
      open={isOpen}
      title={t(`signIn.${reason}`)}
      footer={null}
      width={400}
      keyboard={reason === 'tooOld'}
      maskClosable={false}
      destroyOnHidden
      onCancel={cancel}
    >
      <p>{t(`signIn.${reason}Body`)}</p>
      <Suspense>
        <SignInAgain user={user} onSignedIn={signedIn} />
      </Suspense>
    </Modal>
  )
}
