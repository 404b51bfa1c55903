import type { I18nProvider } from '@refinedev/core'
import i18next, { type TOptions } from 'i18next'
import type { Locale } from '../../server/resources/labels/index.ts'
import type { Language } from '../locales/language.ts'

void i18next.init({
  initAsync: false,
  fallbackLng: false,
  interpolation: { escapeValue: false },
})

/** A text of the screens by its key; misspelt keys are compile errors (see `i18next.d.ts`). */
export const t = i18next.t

/** One file each, so that a person loads their own only. */
const load: Record<Locale, () => Promise<{ language: Language }>> = {
  el: () => import('../locales/el/language.ts'),
  en: () => import('../locales/en/language.ts'),
}

/** Until the first language is loaded, the one that will be; Greek first. */
let current: Locale = 'el'
let spoken: Pick<Language, 'words' | 'faults'> = { words: {}, faults: {} }

/** The language of texts, record words, numbers and dates. */
export const locale = (): Locale => current

/** What is said in this language besides the texts. */
export const language = () => spoken

let fetchLater: () => Promise<void> = () => Promise.resolve()
let hasLater = false

/** Sees to it that all texts are there: for every screen that is not loaded with the first one. */
export async function allTexts(): Promise<void> {
  if (hasLater) return
  await fetchLater()
  hasLater = true
}

/** Loads a language and speaks it from now on. What is on the screen stays as it is until it is rendered again. */
export async function speak(wanted: Locale): Promise<void> {
  if (!i18next.language) current = wanted
  const { texts, later, forms, words, faults } = (await load[wanted]()).language
  for (const [name, form] of Object.entries(forms)) i18next.services.formatter?.add(name, form)
  i18next.addResourceBundle(wanted, 'translation', texts)
  fetchLater = async () => void i18next.addResourceBundle(wanted, 'translation', await later(), true)
  if (hasLater) await fetchLater()
  await i18next.changeLanguage(wanted)
  current = wanted
  spoken = { words, faults }
}

export const i18nProvider: I18nProvider = {
  // Refine builds keys at run time, which typed keys cannot follow.
  translate: (key, options?: TOptions, defaultMessage?: string) =>
    (i18next.t as (key: string, options: TOptions) => string)(key, { defaultValue: defaultMessage, ...options }),
  changeLocale: (language: string) => i18next.changeLanguage(language),
  getLocale: locale,
}
