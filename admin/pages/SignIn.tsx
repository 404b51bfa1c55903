import { useEffect } from 'react'
import { t } from '../providers/i18n.ts'
import { safeNext } from '../providers/auth.ts'
import './page.css'
import { SignInForm } from './SignInForm.tsx'

/** The sign-in page. Plain on purpose: it loads neither Refine nor Ant Design. */
export function SignIn() {
  const query = new URLSearchParams(location.search)
  useEffect(() => {
    document.title = `${t('signIn.title')} · Oikion`
  }, [])
  return (
    <main className="page sign-in">
      <img src="/icon.svg" alt="" width="40" height="40" />
      <h1>{t('signIn.title')}</h1>
      {query.has('next') && <p className="page-note">{t('signIn.toContinue')}</p>}
      <SignInForm onSignedIn={() => location.assign(safeNext(query.get('next')))} />
    </main>
  )
}
