import { invalid, type FieldError } from '../errors.ts'
import type { Row } from '../database/tenant.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf } from '../resources/fields.ts'

/** What records are told with, and never set. */
const told = new Set(['_titles', '_can'])

/**
 * The body of a PUT in two: what it sets, and what it merely repeats of the record that was read. Stock clients send back
 * all that they were given.
 */
export function splitRepeated(definition: Definition, body: unknown): { body: unknown; repeated: Row } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { body, repeated: {} }
  const fields = fieldsOf(definition)
  const isRepeated = (name: string) => {
    const field = fields.get(name)
    return told.has(name) || (field !== undefined && (field.system || field.readOnly))
  }
  const entries = Object.entries(body)
  return {
    body: Object.fromEntries(entries.filter(([name]) => !isRepeated(name))),
    repeated: Object.fromEntries(entries.filter(([name]) => isRepeated(name))),
  }
}

/** Throws 422 where something is repeated otherwise than it stands there: nobody sets it. The version is looked at before. */
export function requireRepeated(definition: Definition, before: Row, repeated: Row): void {
  const errors = Object.entries(repeated)
    .filter(([name, value]) => !told.has(name) && JSON.stringify(value) !== JSON.stringify(before[name] ?? null))
    .map(([name]): FieldError => ({ pointer: `/${name}`, detail: 'is not a field that can be set' }))
  if (errors.length > 0) throw invalid(errors, definition.name)
}

/** The version that the repeated record was read at. */
export const repeatedVersion = ({ version }: Row) => (Number.isInteger(version) ? Number(version) : undefined)
