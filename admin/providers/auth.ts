import type { AuthProvider } from '@refinedev/core'
import type { Role } from '../../server/resources/roles.ts'
import { ApiError, send } from './http.ts'

export interface Organization {
  id: string
  slug: string
  name: string
  isPersonal: boolean
}

export interface Membership {
  memberId: string
  role: Role
  organization: Organization
}

export interface Session {
  user: { id: string; email: string; name: string }
  memberships: Membership[]
  lastOrganizationId: string | null
}

const hintKey = 'oikion.signedIn'

/** Whether a session is likely, so that the app may load beside the first call. Only the server knows for sure. */
export const isProbablySignedIn = () => localStorage.getItem(hintKey) === 'yes'

/** Who is signed in, or undefined when nobody is. */
export async function fetchSession(): Promise<Session | undefined> {
  try {
    const { data } = await send<Session>('/api/auth/me')
    localStorage.setItem(hintKey, 'yes')
    return data
  } catch (error) {
    if (!(error instanceof ApiError) || error.statusCode !== 401) throw error
    localStorage.removeItem(hintKey)
    return undefined
  }
}

export async function signIn(email: string, password: string): Promise<Session> {
  const { data } = await send<Session>('/api/auth/login', { method: 'POST', body: { email, password } })
  localStorage.setItem(hintKey, 'yes')
  return data
}

export async function signOut(): Promise<void> {
  await send('/api/auth/logout', { method: 'POST' })
  localStorage.removeItem(hintKey)
  location.assign('/sign-in')
}

/** The sign-in page's address, coming back to where the person is now. */
export function signInAddress(): string {
  const here = location.pathname + location.search
  return here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`
}

/** Only paths of this site may be returned to: anything else would make our page a springboard. */
export function safeNext(next: string | null): string {
  if (!next) return '/'
  try {
    const address = new URL(next, location.origin)
    const isOurs =
      address.origin === location.origin && next.startsWith('/') && !address.pathname.startsWith('/sign-in')
    return isOurs ? address.pathname + address.search + address.hash : '/'
  } catch {
    return '/'
  }
}

/** Refine's view of the session. Ended sessions are renewed below it (`http.ts`), so errors need no redirect here. */
export function authProviderFor(session: Session): AuthProvider {
  return {
    login: async ({ email, password }: { email: string; password: string }) => {
      await signIn(email, password)
      return { success: true }
    },
    logout: async () => {
      await signOut()
      return { success: true }
    },
    check: async () => ({ authenticated: true }),
    onError: async () => ({}),
    getIdentity: async () => session.user,
  }
}
