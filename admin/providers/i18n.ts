import type { I18nProvider } from '@refinedev/core'
import i18next, { type TOptions } from 'i18next'
import type { Locale } from '../../server/resources/labels/index.ts'
import en from '../locales/en.json'

void i18next.init({
  lng: 'en' satisfies Locale,
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  interpolation: { escapeValue: false },
})

/** A text of the screens by its key; misspelt keys are compile errors (see `i18next.d.ts`). */
export const t = i18next.t

/** The language of texts, record words, numbers and dates. */
export const locale = (): Locale => 'en'

export const i18nProvider: I18nProvider = {
  // Refine builds keys at run time, which typed keys cannot follow.
  translate: (key, options?: TOptions, defaultMessage?: string) =>
    (i18next.t as (key: string, options: TOptions) => string)(key, { defaultValue: defaultMessage, ...options }),
  changeLocale: (language: string) => i18next.changeLanguage(language),
  getLocale: locale,
}
