import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Row } from '../database/tenant.ts'
import { invalid, type FieldError } from '../errors.ts'
import { say, type Message } from '../messages/message.ts'
import { findBrokenText, messageOf } from '../records/schemas.ts'
import type { Definition } from '../resources/define.ts'
import { writableFields, type Field } from '../resources/fields.ts'
import { fold } from '../resources/fold.ts'
import { fieldLabel, locales, type Locale } from '../resources/labels/index.ts'
import { synonyms } from './synonyms.ts'

/** Column number → field, null for columns left out. */
export type Mapping = Record<string, string | null>

/** How the rows of a file become records. */
export interface Plan {
  mapping: Mapping
  /** Values for rows whose column is left out or empty. */
  defaults: Row
}

/** What tells files of one shape: the resource and the headers in their order. */
export function fingerprint(resource: string, columns: string[]): string {
  return `${resource}:${createHash('sha256').update(JSON.stringify(columns)).digest('hex')}`
}

/** A first mapping by the headers: field names and labels in any language, then what others call them. Each field once. */
export function suggestMapping(definition: Definition, columns: string[]): Mapping {
  const fields = writableFields(definition)
  const named = new Map(fields.flatMap((field) => namesOf(definition, field).map((name) => [name, field.name])))
  const known = new Set(fields.map(({ name }) => name))
  const mapping: Mapping = Object.fromEntries(columns.map((_, column) => [column, null]))
  const taken = new Set<string>()
  for (const find of [(name: string) => named.get(name), (name: string) => synonyms.get(name)]) {
    columns.forEach((header, column) => {
      const field = find(plain(header))
      if (mapping[column] || !field || !known.has(field) || taken.has(field)) return
      taken.add(field)
      mapping[column] = field
    })
  }
  return mapping
}

const plain = (text: string) => fold(text).replace(/[^\p{L}\p{N}]/gu, '')

function namesOf(definition: Definition, field: Field): string[] {
  const labels = (Object.keys(locales) as Locale[]).map((locale) => fieldLabel(definition, field.name, locale))
  return [field.name, ...labels].map(plain)
}

export const PlanPatch = z.strictObject({
  mapping: z.record(z.string().regex(/^\d{1,4}$/), z.string().nullable()).optional(),
  defaults: z.record(z.string(), z.unknown()).optional(),
})

/** Reads the body of a PATCH. Throws 422 with every wrong column, field and default. */
export function parsePlan(definition: Definition, columns: string[], before: Plan, body: unknown): Plan {
  const broken = findBrokenText(body, '')
  if (broken) throw invalid([{ pointer: broken, detail: 'must not hold NUL characters or halves of surrogate pairs' }])
  const parsed = PlanPatch.safeParse(body)
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, detail: messageOf(issue) })),
    )
  }
  const { mapping, defaults } = parsed.data
  const errors = [
    ...(mapping ? mappingErrors(definition, columns, mapping) : []),
    ...(defaults ? defaultErrors(definition, defaults) : []),
  ]
  if (errors.length > 0) throw invalid(errors)
  const none: Mapping = Object.fromEntries(columns.map((_, column) => [column, null]))
  return {
    mapping: mapping ? { ...none, ...mapping } : before.mapping,
    defaults: defaults ? withoutEmpty(defaults) : before.defaults,
  }
}

const withoutEmpty = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== ''))

function mappingErrors(definition: Definition, columns: string[], mapping: Mapping): FieldError[] {
  const errors: FieldError[] = []
  const seen = new Set<string>()
  for (const [column, name] of Object.entries(mapping)) {
    const pointer = `/mapping/${column}`
    const refuse = (detail: Message) => errors.push({ pointer, detail })
    if (Number(column) >= columns.length) refuse(say('the file has {count} columns', { count: columns.length }))
    if (name === null) continue
    if (!isWritable(definition, name)) refuse(say('{name} is not a field that can be set', { name }))
    if (seen.has(name)) refuse(say('{name} has another column already', { name }))
    seen.add(name)
  }
  return errors
}

function defaultErrors(definition: Definition, defaults: Row): FieldError[] {
  return Object.entries(withoutEmpty(defaults)).flatMap(([name, value]) => {
    const pointer = `/defaults/${name}`
    const field = writableFields(definition).find((candidate) => candidate.name === name)
    if (!field) return [{ pointer, detail: 'is not a field that can be set' }]
    const issue = field.schema?.safeParse(value).error?.issues[0]
    return issue ? [{ pointer, detail: messageOf(issue) }] : []
  })
}

const isWritable = (definition: Definition, name: string) =>
  writableFields(definition).some((field) => field.name === name)

/** Throws 422 when a required field gets its value from nowhere: said once, before any row is read. */
export function requireComplete(definition: Definition, { mapping, defaults }: Plan): void {
  const mapped = new Set(Object.values(mapping))
  const missing = writableFields(definition).filter(
    ({ name, required }) => required && !mapped.has(name) && defaults[name] === undefined,
  )
  if (missing.length === 0 && mapped.size > (mapped.has(null) ? 1 : 0)) return
  if (missing.length === 0) throw invalid([{ pointer: '/mapping', detail: 'no column is mapped to a field' }])
  const detail = 'is required: choose its column, or one value for all rows'
  throw invalid(missing.map(({ name }) => ({ pointer: `/defaults/${name}`, detail })))
}
