import type { AuthProvider } from '@refinedev/core'
import type { Role } from '../../server/resources/roles.ts'
import type { Language, OrganizationSettings } from '../../server/resources/settings.ts'
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
  settings: OrganizationSettings
  /** The organization wants a second factor of this person, who has none yet: until then it stays closed. */
  secondFactorMissing: boolean
  organization: Organization
}

export interface User {
  id: string
  email: string
  name: string
  /** Of screens and mails. */
  locale: Language
  hasPassword: boolean
  hasSecondFactor: boolean
  hasGoogle: boolean
}

/** An open invitation to one's own address. */
export interface OpenInvitation {
  id: string
  role: Role
  organization: { name: string }
  inviter: string
  expiresAt: string
}

/** An owner looking at an organization with a lower role's eyes. */
export interface ViewAs {
  organizationId: string
  role: Role
  until: string
}

/** Who is signed in, and all that the screens decide by. */
export interface Session {
  user: User
  memberships: Membership[]
  lastOrganizationId: string | null
  invitations: OpenInvitation[]
  viewAs: ViewAs | null
  /** From where on an event stream has to tell of changes. */
  liveSince: string
}

const hintKey = 'oikion.signedIn'

/** Whether a session is likely, so that the app may load beside the first call. Only the server knows for sure. */
export const isProbablySignedIn = () => localStorage.getItem(hintKey) === 'yes'

/** Who is signed in, or undefined when nobody is. Never asks to sign in. */
export async function fetchSession(): Promise<Session | undefined> {
  try {
    const { data } = await send<Session>('/api/auth/me', {}, true)
    localStorage.setItem(hintKey, 'yes')
    return data
  } catch (error) {
    if (!(error instanceof ApiError) || error.statusCode !== 401) throw error
    localStorage.removeItem(hintKey)
    return undefined
  }
}

/** The first step's answer when a code of the second factor is wanted next. */
export interface SecondFactorWanted {
  secondFactor: true
}

/** One call of signing in. Unlike other calls it never waits for a sign-in: it is one. */
export async function post<T>(url: string, body: object = {}): Promise<T> {
  return (await send<T>(url, { method: 'POST', body }, true)).data
}

/** Signs in by password; the session, or word that a code is wanted. */
export async function signIn(email: string, password: string): Promise<Session | undefined> {
  return begun(await post('/api/auth/login', { email, password }))
}

/** The second step: six digits of the authenticator, or a recovery code. */
export async function confirmSecondFactor(code: string): Promise<Session | undefined> {
  return begun(await post('/api/auth/second-factor', { code }))
}

/** What a call that signs in has answered: the session, remembered as likely from now on, or undefined when a code is wanted next. */
export function begun(answer: Session | SecondFactorWanted): Session | undefined {
  if ('secondFactor' in answer) return undefined
  localStorage.setItem(hintKey, 'yes')
  return answer
}

/** Ends the session on the server, without leaving the page. */
export async function endSession(): Promise<void> {
  await post('/api/auth/logout')
  forgetSession()
}

/** For when the server has ended the session by itself. */
export function forgetSession(): void {
  localStorage.removeItem(hintKey)
}

export async function signOut(): Promise<void> {
  await endSession()
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
    // `/.//example.com` is a path of ours whose own path, `//example.com`, is not.
    const isPath = next.startsWith('/') && !address.pathname.startsWith('//')
    const isOurs = address.origin === location.origin && isPath && !address.pathname.startsWith('/sign-in')
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
