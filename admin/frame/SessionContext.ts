import { createContext, use } from 'react'
import type { Session } from '../providers/auth.ts'

export const SessionContext = createContext<Session | undefined>(undefined)

export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession is for screens behind the sign-in')
  return session
}
