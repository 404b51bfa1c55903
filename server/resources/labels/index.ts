import type { Definition } from '../define.ts'
import { en } from './en.ts'

/** Languages of the records' words. Greek joins as a second module of the same keys. */
export const locales = { en }
export type Locale = keyof typeof locales

/** «Properties». */
export const nameLabel = (definition: Definition, locale: Locale) =>
  word(locale, [`${definition.name}.name`], definition.name)

/** «Property». */
export const oneLabel = (definition: Definition, locale: Locale) =>
  word(locale, [`${definition.name}.one`], definition.model)

/** «Price». */
export const fieldLabel = (definition: Definition, field: string, locale: Locale) =>
  word(locale, [`${definition.name}.fields.${field}`, `fields.${field}`], field.replace(/Id$/, ''))

/** «Under offer». */
export const choiceLabel = (definition: Definition, field: string, value: string, locale: Locale) =>
  word(locale, [`${definition.name}.fields.${field}.${value}`], value)

/** «Address», the heading of a group of fields. */
export const groupLabel = (definition: Definition, group: string, locale: Locale) =>
  word(locale, [`${definition.name}.groups.${group}`], group)

function word(locale: Locale, keys: string[], name: string): string {
  for (const key of keys) {
    const found = locales[locale][key]
    if (found) return found
  }
  return humanize(name)
}

/** `bedroomsTotal`, `UNDER_OFFER` and `lead-source` become `Bedrooms total`, `Under offer`, `Lead source`. */
function humanize(name: string): string {
  if (!/^[A-Za-z][A-Za-z_-]*$/.test(name) || name.length < 2) return name
  const words = /^[A-Z_]+$/.test(name) ? name.toLowerCase() : name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  const spaced = words.replace(/[_-]+/g, ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
