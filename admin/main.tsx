import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import './base.css'
import { StartError } from './pages/StartError.tsx'
import { fetchSession, isProbablySignedIn, signInAddress, type Session } from './providers/auth.ts'

const loadApp = () => import('./App.tsx')
const loadSignIn = () => import('./pages/SignIn.tsx')

const element = document.getElementById('root')
if (element) void start(createRoot(element))

/** The sign-in page stays small: the app's own code is only fetched for people who are (probably) signed in. */
async function start(root: Root): Promise<void> {
  try {
    if (location.pathname === '/sign-in') return await showSignIn(root)
    if (isProbablySignedIn()) void loadApp()
    const session = await fetchSession()
    if (session) return await showApp(root, session)
    history.replaceState(null, '', signInAddress())
    await showSignIn(root)
  } catch {
    root.render(<StartError />)
  }
}

async function showSignIn(root: Root): Promise<void> {
  const { SignIn } = await loadSignIn()
  root.render(
    <StrictMode>
      <SignIn />
    </StrictMode>,
  )
}

async function showApp(root: Root, session: Session): Promise<void> {
  const { App } = await loadApp()
  root.render(
    <StrictMode>
      <App session={session} />
    </StrictMode>,
  )
}
