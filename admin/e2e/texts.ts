import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next, { type TFunction } from 'i18next'
import type { Locale } from '../../server/resources/labels/index.ts'
import { forms } from '../locales/el/forms.ts'

/** The screens' own texts in one language, so that a story can be read in either. */
export async function textsIn(locale: Locale): Promise<TFunction> {
  const folder = join(import.meta.dirname, '../locales', locale)
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  const parts = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as object)
  const resources = { [locale]: { translation: Object.assign({}, ...parts) as object } }
  const reader = i18next.createInstance()
  await reader.init({ lng: locale, resources, interpolation: { escapeValue: false } })
  for (const [name, form] of Object.entries(forms)) reader.services.formatter?.add(name, form)
  return reader.t
}
