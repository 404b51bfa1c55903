import type { Definition } from '../define.ts'

/** The records' words in one language, by their keys. */
export type Words = Readonly<Record<string, string>>

/** «Properties». */
export const nameWord = (words: Words, definition: Definition) =>
  word(words, [`${definition.name}.name`], definition.name)

/** «Property». */
export const oneWord = (words: Words, definition: Definition) =>
  word(words, [`${definition.name}.one`], definition.model)

/** «Price». */
export const fieldWord = (words: Words, definition: Definition, field: string) =>
  word(words, [`${definition.name}.fields.${field}`, `fields.${field}`], field.replace(/Id$/, ''))

/** «Under offer». */
export const choiceWord = (words: Words, definition: Definition, field: string, value: string) =>
  word(words, [`${definition.name}.fields.${field}.${value}`, `fields.${field}.${value}`], value)

/** «Address», the heading of a group of fields. */
export const groupWord = (words: Words, definition: Definition, group: string) =>
  word(words, [`${definition.name}.groups.${group}`], group)

function word(words: Words, keys: string[], name: string): string {
  for (const key of keys) {
    const found = words[key]
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
