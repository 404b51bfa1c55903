import type { Locale } from '../server/resources/labels/index.ts'
import { locale, speak } from './providers/i18n.ts'

const key = 'oikion.language'

/** Each language by its own name. */
export const languageNames: Record<Locale, string> = { el: 'Ελληνικά', en: 'English' }

export const otherLanguage = (): Locale => (locale() === 'el' ? 'en' : 'el')

/** For people who are not signed in: what was chosen here, else the browser's language, which is Greek or English. */
export function usualLanguage(): Locale {
  const chosen = localStorage.getItem(key)
  if (chosen === 'el' || chosen === 'en') return chosen
  return /^(el|$)/.test(navigator.language) ? 'el' : 'en'
}

/** What this browser begins with next time. */
export const rememberLanguage = (chosen: Locale) => localStorage.setItem(key, chosen)

/** Changes the language of the pages around signing in, which render again and keep what was typed (`main.tsx`). */
export async function chooseLanguage(chosen: Locale): Promise<void> {
  await speak(chosen)
  rememberLanguage(chosen)
  dispatchEvent(new Event('oikion:language'))
}
