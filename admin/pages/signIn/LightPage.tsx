import { useEffect, type ReactNode } from 'react'
import { t } from '../../providers/i18n.ts'
import '../page.css'
import { LanguageButton } from './LanguageButton.tsx'
import './signIn.css'

interface Props {
  title: string
  /** One or two sentences under the title. */
  note?: ReactNode
  /** Links under the card. */
  foot?: ReactNode
  children?: ReactNode
}

/** The frame of the pages around signing in. Plain on purpose: they load neither Refine nor Ant Design. */
export function LightPage({ title, note, foot, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Oikion`
  }, [title])
  return (
    <main className="page light-page">
      <a href="/" className="brand" aria-label={t('signIn.home')}>
        <img src="/icon.svg" alt="" width="40" height="40" />
      </a>
      <h1>{title}</h1>
      {note && <p>{note}</p>}
      {children && <div className="card">{children}</div>}
      {foot && <nav aria-label={t('signIn.otherWays')}>{foot}</nav>}
      <LanguageButton />
    </main>
  )
}
