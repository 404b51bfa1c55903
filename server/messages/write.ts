import { members } from '../resources/members.ts'
import { properties } from '../resources/properties.ts'
import { resources } from '../resources/index.ts'
import { fill, plain, plainGreek, type Values } from '../resources/labels/fill.ts'
import { choiceLabel, fieldLabel, locales, nameLabel, type Locale } from '../resources/labels/index.ts'
import { el } from './el/index.ts'
import { isMessage, type Message, type Text } from './message.ts'
import { actions, importStates, places } from './words.el.ts'

/** A message in one language. A text that is in no catalogue (one kept by an older server) stays as it is. */
export function write(message: Message, locale: Locale): string {
  const { text, values } = typeof message === 'string' ? { text: message, values: {} } : message
  const words = locale === 'el' && isText(text) ? el[text] : text
  return fill(words, values, (value, kind) => writeValue(value, kind, values, locale))
}

function writeValue(value: unknown, kind: string | undefined, values: Values, locale: Locale): string {
  if (kind) return wordFor(kind, value, values, locale)
  if (Array.isArray(value)) return value.map((each) => writeValue(each, kind, values, locale)).join(', ')
  // A value may be a message itself, such as the fault of a field; other words are as they are.
  if (isMessage(value)) return write(value, locale)
  return locale === 'el' ? plainGreek(value) : plain(value)
}

const isText = (text: string): text is Text => Object.hasOwn(el, text)

/** How a placeholder such as `{role:role}` is written. */
function wordFor(kind: string, value: unknown, { resource }: Values, locale: Locale): string {
  const name = String(value)
  switch (kind) {
    case 'role':
      return choiceLabel(members, 'role', name, locale)
    case 'action':
      return actions[name] ?? name
    case 'resource':
      return Object.hasOwn(resources, name) ? nameLabel(resources[name]!, locale) : (places[name] ?? name)
    case 'field':
      return fieldWordOf(name, typeof resource === 'string' ? resource : undefined, locale)
    case 'each':
      return listed(value, joints[locale].each, (each) => writeValue(each, undefined, {}, locale))
    case 'import':
      return importStates[name] ?? name
    case 'status':
      return listed(value, joints[locale].or, (each) => `«${choiceLabel(properties, 'status', String(each), locale)}»`)
    default:
      return name
  }
}

/** What stands between the parts of a list. */
const joints: Record<Locale, { each: string; or: string }> = {
  en: { each: '; ', or: ' or ' },
  el: { each: '· ', or: ' ή ' },
}

const listed = (value: unknown, joint: string, write: (each: unknown) => string) =>
  [value].flat().map(write).join(joint)

/** Where the resource is not known, the word that all fields of this name have; else the name as it is. */
function fieldWordOf(name: string, resource: string | undefined, locale: Locale): string {
  const definition = resource ? resources[resource] : undefined
  if (definition) return fieldLabel(definition, name, locale)
  const found = Object.entries(locales[locale]).filter(([key]) => key.endsWith(`fields.${name}`))
  const words = new Set(found.map(([, word]) => word))
  return words.size === 1 ? [...words].join('') : name
}
