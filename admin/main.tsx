import { StrictMode, type ComponentType, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import './base.css'
import { StartError } from './pages/StartError.tsx'
import { fetchSession, isProbablySignedIn, signInAddress } from './providers/auth.ts'
import { locale } from './providers/i18n.ts'

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

document.documentElement.lang = locale()
const element = document.getElementById('root')
if (element) void start(createRoot(element))

async function start(root: Root): Promise<void> {
  try {
    root.render(<StrictMode>{await pageHere()}</StrictMode>)
  } catch {
    root.render(<StartError />)
  }
}

/** The light page of this address, else the app, else the way to sign in and come back here. */
async function pageHere(): Promise<ReactNode> {
  const LightPage = await lightPages[location.pathname.replace(/\/$/, '')]?.()
  if (LightPage) return <LightPage />
  if (isProbablySignedIn()) void loadApp()
  const session = await fetchSession()
  if (session) {
    const { App } = await loadApp()
    return <App session={session} />
  }
  history.replaceState(null, '', signInAddress())
  const SignIn = await loadSignIn()
  return <SignIn />
}
