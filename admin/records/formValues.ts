import type { Definition } from '../../server/resources/define.ts'
import { isList, writableFields, type Field } from '../../server/resources/fields.ts'
import type { RecordData } from './record.ts'

export type FormValues = Record<string, unknown>

/** What a new record's form starts with: the definition's defaults. */
export function defaultValues(definition: Definition): FormValues {
  const fields = writableFields(definition).filter(({ defaultValue }) => defaultValue !== undefined)
  return Object.fromEntries(fields.map((field) => [field.name, field.defaultValue]))
}

export function valuesOf(definition: Definition, record: RecordData): FormValues {
  return Object.fromEntries(writableFields(definition).map(({ name }) => [name, record[name] ?? undefined]))
}

/** A new record's body: what was filled in; what was left empty is the server's to decide. */
export function creationOf(definition: Definition, values: FormValues): FormValues {
  const given = writableFields(definition)
    .map((field) => [field.name, toApiValue(field, values[field.name])] as const)
    .filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(given)
}

/** The fields that differ from the record, as the server takes them. */
export function changesOf(definition: Definition, record: RecordData, values: FormValues): FormValues {
  const changed = writableFields(definition)
    .map((field) => [field, toApiValue(field, values[field.name])] as const)
    .filter(([field, value]) => !isSame(value, toApiValue(field, record[field.name])))
  return Object.fromEntries(changed.map(([{ name }, value]) => [name, value]))
}

/** The fields that two people have changed from the same record, each to something else. */
export function contestedFields(
  definition: Definition,
  base: RecordData,
  { mine, theirs }: { mine: FormValues; theirs: RecordData },
): string[] {
  const there = changesOf(definition, base, valuesOf(definition, theirs))
  return Object.keys(mine).filter((name) => name in there && !isSame(mine[name], there[name]))
}

/** An emptied input means "no value", however the input writes that. */
export function toApiValue(field: Field, value: unknown): unknown {
  if (isList(field)) return Array.isArray(value) ? value.map((each) => String(each).trim()).filter(Boolean) : []
  if (field.kind === 'boolean') return value === true
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim()
  return value ?? null
}

export function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
