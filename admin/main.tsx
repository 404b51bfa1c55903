import { StrictMode, type ComponentType, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import './base.css'
import { rememberLanguage, usualLanguage } from './language.ts'
import { loadComponents } from './locales/components.ts'
import { StartError } from './pages/StartError.tsx'
import { fetchSession, isProbablySignedIn, signInAddress } from './providers/auth.ts'
import { locale, speak } from './providers/i18n.ts'

// Before zod is there, which would try to make code out of text: the content security policy forbids and reports that.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

const loadSignIn = async () => (await import('./pages/signIn/SignIn.tsx')).SignIn

/** The pages for people who are not signed in, by address. They stay small: none loads the app's own code. */
const lightPages: Record<string, () => Promise<ComponentType>> = {
  '/sign-in': loadSignIn,
  '/sign-up': async () => (await import('./pages/signIn/SignUp.tsx')).SignUp,
  '/confirm-sign-up': async () => (await import('./pages/signIn/ConfirmSignUp.tsx')).ConfirmSignUp,
  '/forgot-password': async () => (await import('./pages/signIn/ForgotPassword.tsx')).ForgotPassword,
  '/reset-password': async () => (await import('./pages/signIn/ResetPassword.tsx')).ResetPassword,
  '/magic-link': async () => (await import('./pages/signIn/MagicLink.tsx')).MagicLink,
  '/confirm-email': async () => (await import('./pages/signIn/ConfirmEmail.tsx')).ConfirmEmail,
  '/invitation': async () => (await import('./pages/signIn/Invitation.tsx')).Invitation,
}

const loadApp = () => import('./App.tsx')

const element = document.getElementById('root')
if (element) void start(createRoot(element))

async function start(root: Root): Promise<void> {
  try {
    const speaking = speak(usualLanguage())
    const render = await pageHere(speaking)
    const show = () => {
      document.documentElement.lang = locale()
      root.render(<StrictMode>{render()}</StrictMode>)
    }
    // Elements made anew, and so all that is below them; what was typed stays, as the components are the same.
    addEventListener('oikion:language', show)
    show()
  } catch {
    root.render(<StartError />)
  }
}

/** The light page of this address, else the app, else the way to sign in and come back here. */
async function pageHere(speaking: Promise<void>): Promise<() => ReactNode> {
  const loadPage = lightPages[location.pathname.replace(/\/$/, '')]
  if (!loadPage) return (await appFor(speaking)) ?? signInHere()
  const [LightPage] = await Promise.all([loadPage(), speaking])
  return () => <LightPage />
}

/** The app in the language of the account, or nothing when nobody is signed in. */
async function appFor(speaking: Promise<void>): Promise<(() => ReactNode) | undefined> {
  if (isProbablySignedIn()) void Promise.all([loadApp(), loadComponents(locale())])
  const [session] = await Promise.all([fetchSession(), speaking])
  if (!session) return undefined
  const own = session.user.locale
  rememberLanguage(own)
  const speakingOwn = own === locale() ? undefined : speak(own)
  const [{ App }, components] = await Promise.all([loadApp(), loadComponents(own), speakingOwn])
  return () => <App session={session} components={components} />
}

async function signInHere(): Promise<() => ReactNode> {
  history.replaceState(null, '', signInAddress())
  const SignIn = await loadSignIn()
  return () => <SignIn />
}
