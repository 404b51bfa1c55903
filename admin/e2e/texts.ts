import i18next, { type TFunction } from 'i18next'
import type { Locale } from '../../server/resources/labels/index.ts'
import type { Language } from '../locales/language.ts'

/** The screens' own texts in one language, so that a story can be read in either. */
export async function textsIn(locale: Locale): Promise<TFunction> {
  const { language } = (await (locale === 'el'
    ? import('../locales/el/language.ts')
    : import('../locales/en/language.ts'))) as { language: Language }
  const reader = i18next.createInstance()
  const resources = { [locale]: { translation: { ...language.texts, ...(await language.later()) } } }
  await reader.init({ lng: locale, resources, interpolation: { escapeValue: false }, showSupportNotice: false })
  for (const [name, form] of Object.entries(language.forms)) reader.services.formatter?.add(name, form)
  return reader.t
}
