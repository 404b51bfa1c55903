import { useEffect } from 'react'
import { useReloadSession } from './SessionContext.ts'

/** A person who comes back to a tab sooner than this, in milliseconds, sees what was there. */
const freshFor = 10_000

/**
 * Keeps the session true to the server: asks anew when a call was refused that the screens had offered (`http.ts` says
 * so), and when the person comes back to the tab. A changed role, a new name or a lost membership show at once.
 */
export function useSessionWatch(): void {
  const reload = useReloadSession()
  useEffect(() => {
    let askedAt = Date.now()
    let isAsking = false
    const refresh = async () => {
      if (isAsking) return
      isAsking = true
      // Without an answer nothing is known to have changed; the offline banner tells.
      await reload().catch(() => undefined)
      askedAt = Date.now()
      isAsking = false
    }
    const refused = () => void refresh()
    const back = () => {
      if (document.visibilityState === 'visible' && Date.now() - askedAt > freshFor) void refresh()
    }
    addEventListener('oikion:refused', refused)
    addEventListener('focus', back)
    document.addEventListener('visibilitychange', back)
    return () => {
      removeEventListener('oikion:refused', refused)
      removeEventListener('focus', back)
      document.removeEventListener('visibilitychange', back)
    }
  }, [reload])
}
