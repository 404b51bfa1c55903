import { useEffect, useState } from 'react'
import { t } from '../providers/i18n.ts'

/** Says that the server cannot be reached, as long as that lasts. */
export function OfflineBanner() {
  const [isOnline, setOnline] = useState(navigator.onLine)
  const [isReachable, setReachable] = useState(true)

  useEffect(() => {
    const update = () => setOnline(navigator.onLine)
    const note = (event: Event) => setReachable((event as CustomEvent<boolean>).detail)
    addEventListener('online', update)
    addEventListener('offline', update)
    addEventListener('oikion:reachable', note)
    return () => {
      removeEventListener('online', update)
      removeEventListener('offline', update)
      removeEventListener('oikion:reachable', note)
    }
  }, [])

  if (isOnline && isReachable) return null
  return (
    <div className="offline" role="status">
      {isOnline ? t('offline.unreachable') : t('offline.network')}
    </div>
  )
}
