import type { Row } from '../database/tenant.ts'
import type { Definition } from '../resources/define.ts'
import { writableFields, type Field } from '../resources/fields.ts'

const texts = [
  'Κηφισιά',
  'someone@example.com',
  '2101234567',
  'GR',
  '123456783',
  '0189f7f0-0000-7000-8000-000000000000',
]

/** A valid body for any resource, every writable field filled but references, read from the definition alone. */
export function exampleOf(definition: Definition, serial = 1): Row {
  const fields = writableFields(definition).filter((field) => field.kind !== 'reference')
  return Object.fromEntries(fields.map((field) => [field.name, exampleValue(definition, field, serial)]))
}

function exampleValue(definition: Definition, field: Field, serial: number): unknown {
  // The title tells records apart, and may have to be unique.
  const titles = field.name === definition.title ? [`Example ${serial}`] : []
  const candidates: unknown[] = {
    text: [...titles, ...texts, 'https://example.com/video'],
    choice: [field.defaultValue, field.options?.[0]],
    integer: [field.min, 1, 2000],
    number: [10, 1],
    money: [1234.56],
    boolean: [field.defaultValue, true],
    date: ['2026-01-31'],
    datetime: ['2026-01-31T08:00:00.000Z'],
    texts: [['one', 'two'], []],
    choices: [field.options?.slice(0, 2)],
    reference: [],
  }[field.kind]
  const fits = candidates.find((value) => value !== undefined && field.schema?.safeParse(value).success)
  if (fits === undefined) throw new Error(`No example value fits ${definition.name}.${field.name}`)
  return fits
}

/** Other words for the title of a record, where it is one that can be written. */
export function titled(definition: Definition, title: string): Row {
  const isText = writableFields(definition).some(({ kind, name }) => kind === 'text' && name === definition.title)
  return isText ? { [definition.title]: title } : {}
}

/** A field that can be edited freely, with a new valid value. */
export function exampleEdit(definition: Definition, serial = 0): Row {
  const texts = writableFields(definition).filter(({ kind }) => kind === 'text')
  const field = texts.find(({ name }) => name === definition.title) ?? texts[0]
  if (!field) throw new Error(`${definition.name} has no writable text to edit`)
  return { [field.name]: `Edited example ${serial}` }
}
