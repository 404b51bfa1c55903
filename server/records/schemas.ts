import { z } from 'zod'
import type { Message } from '../messages/message.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf, isList, writableFields, type Field } from '../resources/fields.ts'
import { invalid, type FieldError } from '../errors.ts'
import type { Row } from '../database/tenant.ts'
import { faultOf } from '../resources/messages.ts'

interface BodySchemas {
  create: z.ZodType<Row>
  patch: z.ZodType<Row>
}

const compiled = new WeakMap<Definition, BodySchemas>()

/**
 * The body schemas of a resource: strict objects of the writable fields, so that `organizationId`, `id` and the
 * like are refused by construction. In a patch every field is optional and no default applies.
 */
export function schemasOf(definition: Definition): BodySchemas {
  const known = compiled.get(definition)
  if (known) return known
  const fields = writableFields(definition)
  const shapeOf = (make: (field: Field) => z.ZodType) =>
    z.strictObject(Object.fromEntries(fields.map((field) => [field.name, make(field)])))
  const schemas = { create: shapeOf(creating), patch: shapeOf((field) => present(field).optional()) }
  compiled.set(definition, schemas)
  return schemas
}

const present = (field: Field): z.ZodType => {
  const schema = normalised(field)
  return field.nullable ? schema.nullable() : schema
}

/** One spelling of each value, so that the same instant or id is never taken for a change. */
function normalised({ kind, schema = z.unknown() }: Field): z.ZodType {
  const text = schema as z.ZodType<string>
  if (kind === 'reference') return text.transform((id) => id.toLowerCase())
  // PostgreSQL knows no year 0.
  if (kind === 'date' || kind === 'datetime') {
    const known = text.refine((day) => day >= '0001', { error: 'must be after the year 0' })
    return kind === 'date' ? known : known.transform((instant) => new Date(instant).toISOString())
  }
  return schema
}

const creating = (field: Field): z.ZodType => {
  if (field.defaultValue !== undefined) return present(field).default(field.defaultValue as never)
  return field.required ? present(field) : present(field).optional()
}

/** Reads a body as a new record's fields. Throws 422 with every wrong field. */
export function parseCreate(definition: Definition, body: unknown): Row {
  return parse(definition, schemasOf(definition).create, body)
}

/** Reads a body as the fields to change. Throws 422 with every wrong field. */
export function parsePatch(definition: Definition, body: unknown): Row {
  return parse(definition, schemasOf(definition).patch, body)
}

/** Reads a body as all writable fields: what it leaves out becomes empty or its default. */
export function parsePut(definition: Definition, body: unknown): Row {
  const given = parseCreate(definition, body)
  const empty = writableFields(definition).filter((field) => field.nullable && !(field.name in given))
  return { ...given, ...Object.fromEntries(empty.map((field) => [field.name, null])) }
}

function parse({ name }: Definition, schema: z.ZodType<Row>, body: unknown): Row {
  const broken = findBrokenText(body, '')
  if (broken)
    throw invalid([
      { pointer: broken, detail: 'must not hold NUL characters, halves of surrogate pairs or very deep lists' },
    ])
  const parsed = schema.safeParse(body, { reportInput: true })
  if (parsed.success) return parsed.data
  throw invalid(parsed.error.issues.flatMap(toFieldErrors), name)
}

/** Zod's issues in the contract's words; an unknown key is named as the field it claims to be. */
export function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointer([...issue.path, key]),
      detail: 'is not a field that can be set',
    }))
  }
  return [{ pointer: pointer(issue.path), detail: messageOf(issue) }]
}

/** What a schema says is in the catalogue, as far as people meet it. */
export const messageOf = (issue: z.core.$ZodIssue) => faultOf(issue) as Message

const pointer = (path: PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What PostgreSQL's text cannot hold: the path of the first such string. */
export function findBrokenText(value: unknown, path: string, depth = 0): string | undefined {
  if (typeof value === 'string') return isBroken(value) ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepest) return path
  for (const [key, inner] of Object.entries(value)) {
    const found = isBroken(key) ? path || '/' : findBrokenText(inner, `${path}/${key}`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const deepest = 20
const isBroken = (text: string) => text.includes('\0') || /\p{Surrogate}/u.test(text)

/** Whether a stored value and a new one are the same to a reader. */
export function same(definition: Definition, name: string, a: unknown, b: unknown): boolean {
  if (isList(fieldOf(definition, name))) return JSON.stringify(a ?? []) === JSON.stringify(b ?? [])
  return (a ?? null) === (b ?? null)
}
