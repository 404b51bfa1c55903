import type { z } from 'zod'
import './messages.ts'
import { systemFields, type Definition, type SystemField, type Widget } from './define.ts'

export type Kind =
  | 'text'
  | 'integer'
  | 'number'
  | 'money'
  | 'boolean'
  | 'choice'
  | 'date'
  | 'datetime'
  | 'reference'
  | 'texts'
  | 'choices'

/** What the engine and the screens know of one field, read from the definition. */
export interface Field {
  name: string
  kind: Kind
  /** Must be given and may not be null. */
  required: boolean
  nullable: boolean
  readOnly: boolean
  automatic: boolean
  system: boolean
  defaultValue: unknown
  options?: readonly string[]
  min?: number
  max?: number
  maxLength?: number
  reference?: string
  widget?: Widget
  unit?: string
  /** The schema of a present value, without default and null. */
  schema?: z.ZodType
}

const described = new WeakMap<Definition, Map<string, Field>>()

/** All fields of a resource by name, its own first, then the system's. Computed once per definition. */
export function fieldsOf(definition: Definition): Map<string, Field> {
  const known = described.get(definition)
  if (known) return known
  const own = Object.keys(definition.fields).map((name) => describe(definition, name))
  const fields = new Map([...own, ...systemFields.map(describeSystem)].map((field) => [field.name, field]))
  described.set(definition, fields)
  return fields
}

/** The field, or a thrown programming error: names from outside are checked before. */
export function fieldOf(definition: Definition, name: string): Field {
  const field = fieldsOf(definition).get(name)
  if (!field) throw new Error(`${definition.name} has no field ${name}`)
  return field
}

/** Whether a field holds several values: free words, or choices of a vocabulary. */
export const isList = ({ kind }: Pick<Field, 'kind'>) => kind === 'texts' || kind === 'choices'

/** The fields a caller may write, in the definition's order. */
export function writableFields(definition: Definition): Field[] {
  return [...fieldsOf(definition).values()].filter((field) => !field.system && !field.readOnly)
}

function describe(definition: Definition, name: string): Field {
  const { inner, nullable, optional, defaultValue } = unwrap(definition.fields[name] as z.ZodType)
  const reference = definition.references?.[name]
  const widget = definition.widgets?.[name]
  const json = bounds(inner)
  return {
    name,
    kind: reference ? 'reference' : widget === 'money' ? 'money' : kindOf(inner),
    required: !nullable && !optional && defaultValue === undefined && !definition.automatic?.includes(name),
    nullable,
    readOnly: definition.readOnly?.includes(name) ?? false,
    automatic: definition.automatic?.includes(name) ?? false,
    system: false,
    defaultValue,
    reference,
    widget,
    unit: widget === 'money' ? '€' : definition.units?.[name],
    schema: inner,
    ...json,
  }
}

function describeSystem(name: SystemField): Field {
  const kind: Kind =
    name === 'version' ? 'integer' : name === 'createdBy' ? 'reference' : name === 'id' ? 'text' : 'datetime'
  return {
    name,
    kind,
    required: false,
    nullable: name === 'createdBy',
    readOnly: true,
    automatic: true,
    system: true,
    defaultValue: undefined,
    reference: name === 'createdBy' ? 'members' : undefined,
  }
}

function unwrap(schema: z.ZodType) {
  let inner = schema
  let nullable = false
  let optional = false
  let defaultValue: unknown
  for (;;) {
    const def = inner.def as unknown as { type: string; innerType: z.ZodType; defaultValue?: unknown }
    if (def.type === 'nullable') nullable = true
    else if (def.type === 'optional') optional = true
    else if (def.type === 'default') defaultValue = def.defaultValue
    else return { inner, nullable, optional, defaultValue }
    inner = def.innerType
  }
}

function kindOf(schema: z.ZodType): Kind {
  const def = schema.def as { type: string; format?: string }
  const format = 'format' in schema ? schema.format : def.format
  if (def.type === 'enum') return 'choice'
  if (def.type === 'boolean') return 'boolean'
  if (def.type === 'array') return 'element' in schema && 'options' in (schema.element as object) ? 'choices' : 'texts'
  if (def.type === 'number') return format === 'safeint' || format === 'int32' ? 'integer' : 'number'
  if (def.type === 'string') return format === 'date' ? 'date' : format === 'datetime' ? 'datetime' : 'text'
  throw new Error(`No field kind for zod type ${def.type}`)
}

function bounds(schema: z.ZodType): Pick<Field, 'options' | 'min' | 'max' | 'maxLength'> {
  const hints = schema as {
    minValue?: number | null
    maxValue?: number | null
    maxLength?: number | null
    options?: string[]
  }
  const type = schema.def.type
  if (type === 'enum') return { options: hints.options }
  if (type === 'array') return { options: (schema as { element?: { options?: string[] } }).element?.options }
  if (type === 'number') return { min: hints.minValue ?? undefined, max: hints.maxValue ?? undefined }
  if (type === 'string') return { maxLength: hints.maxLength ?? undefined }
  return {}
}
