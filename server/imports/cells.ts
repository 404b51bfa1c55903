import { say, type Message } from '../messages/message.ts'
import type { Definition } from '../resources/define.ts'
import type { Field } from '../resources/fields.ts'
import { fold } from '../resources/fold.ts'
import { choiceLabel, locales, type Locale } from '../resources/labels/index.ts'
import { unguard } from '../records/guard.ts'
import { parseDay, parseInstant } from './dates.ts'
import { parseGrouped, parseNumber, type Decimals } from './numbers.ts'

/** A cell read as its field's value, or why it cannot be. References are read later, many at a time. */
export type Reading = { value: unknown } | { fault: Message }

/** No field takes more: a longer cell is refused before anything looks for patterns in it. */
const longest = 10_000
/** The same for what is no free text. */
const longestTyped = 60
const freeText = new Set<Field['kind']>(['text', 'texts', 'choice', 'choices', 'reference'])

/** Kinds whose cells may have a decimal mark. */
export const numericKinds: ReadonlySet<Field['kind']> = new Set<Field['kind']>(['integer', 'number', 'money'])

/** Makes a reader of one column's cells. An empty cell is no value. */
export function cellReader(
  definition: Definition,
  field: Field,
  decimals: Decimals,
): (cell: string) => Reading | undefined {
  const read = readerOf(definition, field, decimals)
  const most = freeText.has(field.kind) ? longest : longestTyped
  return (cell) => {
    const text = unguard(cell).trim()
    if (text === '') return undefined
    return text.length > most ? { fault: 'is too long' } : read(text)
  }
}

function readerOf(definition: Definition, field: Field, decimals: Decimals): (text: string) => Reading {
  switch (field.kind) {
    case 'integer':
    case 'money':
      return (text) => known(parseGrouped(text, decimals), numberFault(text, decimals))
    case 'number':
      return (text) => known(parseNumber(text, decimals.mark), numberFault(text, decimals))
    case 'boolean':
      return (text) => known(booleans.get(fold(text)), 'must be yes or no')
    case 'date':
      return (text) => known(parseDay(text), 'must be a day such as 31/12/2025 or 2025-12-31')
    case 'datetime':
      return (text) => known(parseInstant(text), 'must be a time such as 31/12/2025 18:30 or 2025-12-31T18:30:00Z')
    case 'choice':
      return choiceReader(definition, field)
    case 'choices':
      return choicesReader(definition, field)
    case 'texts':
      return readTexts
    default:
      return (text) => ({ value: text })
  }
}

const known = (value: unknown, fault: Message): Reading => (value === undefined ? { fault } : { value })

function numberFault(text: string, { mark, isProven }: Decimals): Message {
  if (!/^\D*\d{1,3}[.,]\d{3}\D*$/.test(text)) return 'must be a number'
  if (mark === 'both') return 'could be two numbers: this column has both decimal points and decimal commas'
  return isProven ? 'could be two numbers: thousands, or with three decimals' : 'must be a number'
}

const booleans = new Map([
  ...['yes', 'true', 'y', 'ναι', '1'].map((word) => [word, true] as const),
  ...['no', 'false', 'n', 'οχι', '0'].map((word) => [word, false] as const),
])

/** By key or by label in any language, whatever the case. */
function choiceReader(definition: Definition, field: Field): (text: string) => Reading {
  const options = field.options ?? []
  const named = new Map<string, string>()
  for (const option of options) {
    named.set(choiceKey(option), option)
    for (const locale of Object.keys(locales) as Locale[]) {
      named.set(choiceKey(choiceLabel(definition, field.name, option, locale)), option)
    }
  }
  const fault = say('must be one of {values}', { values: options })
  return (text) => known(named.get(choiceKey(text)), fault)
}

/** Greek capitals that look like Latin ones are typed for each other, above all in energy classes. */
const lookalikes: Record<string, string> = { α: 'a', β: 'b', ε: 'e', ζ: 'z', η: 'h' }

function choiceKey(text: string): string {
  const folded = fold(text).replace(/[\s_-]+/g, ' ')
  return folded.length > 2 ? folded : folded.replace(/[αβεζη]/g, (letter) => lookalikes[letter] ?? letter)
}

/** Several choices in one cell, each as a single one would be written. */
function choicesReader(definition: Definition, field: Field): (text: string) => Reading {
  const readOne = choiceReader(definition, field)
  return (text) => {
    const list = readTexts(text)
    if ('fault' in list) return list
    const readings = (list.value as unknown[]).map((part) => readOne(String(part)))
    const fault = readings.find((reading) => 'fault' in reading)
    return fault ?? { value: [...new Set(readings.map((reading) => ('value' in reading ? reading.value : null)))] }
  }
}

/** `one; two`, `one|two`, or a JSON list, as exports write texts that hold these marks themselves. */
function readTexts(text: string): Reading {
  if (text.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(text)
      if (Array.isArray(list)) return { value: list }
    } catch {
      // Not JSON: an ordinary text that begins with a bracket.
    }
  }
  const parts = text.split(/[;|]/).map((part) => part.trim())
  return { value: parts.filter(Boolean) }
}
