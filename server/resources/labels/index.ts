import type { Definition } from '../define.ts'
import { el } from './el.ts'
import { en } from './en.ts'
import { choiceWord, fieldWord, groupWord, nameWord, oneWord } from './find.ts'

/** The records' words in every language. The screens load only their own, and find in it by `find.ts`. */
export const locales = { en, el }
export type Locale = keyof typeof locales

/** «Properties». */
export const nameLabel = (definition: Definition, locale: Locale) => nameWord(locales[locale], definition)

/** «Property». */
export const oneLabel = (definition: Definition, locale: Locale) => oneWord(locales[locale], definition)

/** «Price». */
export const fieldLabel = (definition: Definition, field: string, locale: Locale) =>
  fieldWord(locales[locale], definition, field)

/** «Under offer». */
export const choiceLabel = (definition: Definition, field: string, value: string, locale: Locale) =>
  choiceWord(locales[locale], definition, field, value)

/** «Address», the heading of a group of fields. */
export const groupLabel = (definition: Definition, group: string, locale: Locale) =>
  groupWord(locales[locale], definition, group)
