import { createContext, use } from 'react'
import type { Session } from '../providers/auth.ts'

interface SessionState {
  session: Session
  /** Shows a session that a call has just answered. */
  replace: (session: Session) => void
  /** Asks the server who one is now, and shows that. */
  reload: () => Promise<Session>
}

export const SessionContext = createContext<SessionState | undefined>(undefined)

function useSessionState(): SessionState {
  const state = use(SessionContext)
  if (!state) throw new Error('The session is for screens behind the sign-in')
  return state
}

/** Who is signed in, with their memberships. */
export const useSession = (): Session => useSessionState().session

/** Fetches the session anew and redraws with it: for after a change of memberships, organizations or one's own account. */
export const useReloadSession = (): (() => Promise<Session>) => useSessionState().reload

/** Redraws with the session that a call answered (`me`), without asking again. */
export const useReplaceSession = (): ((session: Session) => void) => useSessionState().replace
