import type { Definition } from '../../server/resources/define.ts'
import { isList, writableFields, type Field } from '../../server/resources/fields.ts'
import type { FormValues } from './formValues.ts'

/**
 * What an address fills into a new record's form: parameters named like fields, as far as they fit, such as
 * `?dueAt=2026-11-25T09:00:00.000Z&assigneeId=me`. What does not fit is left to be typed.
 */
export function prefilled(definition: Definition, query: URLSearchParams, memberId: string): FormValues {
  const values: FormValues = {}
  for (const field of writableFields(definition)) {
    if (!query.has(field.name)) continue
    const value = readValue(field, query.getAll(field.name), memberId)
    if (field.schema?.safeParse(value).success) values[field.name] = value
  }
  return values
}

function readValue(field: Field, texts: string[], memberId: string): unknown {
  const [text = ''] = texts
  if (isList(field)) return texts
  switch (field.kind) {
    case 'integer':
    case 'number':
    case 'money':
      return text.trim() === '' ? undefined : Number(text)
    case 'boolean':
      return text === 'true'
    case 'reference':
      return text === 'me' && field.reference === 'members' ? memberId : text
    default:
      return text
  }
}
