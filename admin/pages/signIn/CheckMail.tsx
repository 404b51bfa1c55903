import { useEffect, useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { Form } from './Form.tsx'

/** Seconds until a mail may be asked for again: most arrive within that. */
const pause = 30

/** After something was mailed: where to look, and how to get it again. */
export function CheckMail({ email, life, resend }: { email: string; life: string; resend: () => Promise<void> }) {
  const [wait, setWait] = useState(pause)
  const [isSentAgain, setSentAgain] = useState(false)
  const isWaiting = wait > 0
  useEffect(() => {
    if (!isWaiting) return
    const clock = setInterval(() => setWait((seconds) => seconds - 1), 1000)
    return () => clearInterval(clock)
  }, [isWaiting])

  const again = async () => {
    await resend()
    setSentAgain(true)
    setWait(pause)
  }
  return (
    <div className="check-mail" role="status">
      <p>
        {t('link.sentTo')} <strong>{email}</strong>
      </p>
      <p>{life}</p>
      <p className="quiet">{isSentAgain ? t('link.sentAgain') : t('link.notThere')}</p>
      {isWaiting ? (
        <p className="quiet" aria-live="off">
          {t('link.wait', { count: wait })}
        </p>
      ) : (
        <Form submit={t('link.again')} onSubmit={again} />
      )}
    </div>
  )
}
