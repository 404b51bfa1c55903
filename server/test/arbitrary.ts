import fc, { type Arbitrary } from 'fast-check'
import type { Described } from '../openapi/document.ts'
import type { JsonSchema } from '../openapi/operation.ts'

const deepest = 6

/** Texts as people write them, and as they should not come. */
const words = fc.oneof(
  fc.constantFrom('Κηφισιά', 'o\'Brien "x"', '100%', '<b>x</b>', '\\', 'me', '-1', '2026-02-30', '😀'),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)
const broken = fc.constantFrom('a\0b', '\uD800', 'x'.repeat(6000), ' ', '', '\u202E')

/** Any value, fitting or not. */
export const anything: Arbitrary<unknown> = fc.oneof(
  words,
  broken,
  fc.constantFrom(null, true, 0, -1, 1e308, 1.005, 2 ** 53, [], {}),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Values that fit a schema of the document, mostly: what a schema cannot say, they may miss. Ids are of what there is. */
export function fitting(
  document: Described,
  schema: JsonSchema,
  ids: Arbitrary<string>,
  depth = 0,
): Arbitrary<unknown> {
  const inner = (each: unknown) => fitting(document, each as JsonSchema, ids, depth + 1)
  const { $ref, anyOf, oneOf, allOf, type } = schema
  // Filters hold filters.
  if (depth > deepest && typeof $ref === 'string') return fc.constant([])
  if (typeof $ref === 'string') return inner(document.components['schemas']?.[$ref.split('/').at(-1) ?? ''] ?? {})
  if ('const' in schema) return fc.constant(schema['const'])
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map(inner))
  if (Array.isArray(allOf)) return inner(allOf[0])
  if (Array.isArray(type)) return fc.oneof(...type.map((each) => inner({ ...schema, type: each as unknown })))
  if (Array.isArray(oneOf) && type === undefined) return fc.oneof(...oneOf.map(inner))
  switch (type) {
    case 'string':
      return text(schema, ids)
    case 'integer':
      return fc.integer(range(schema))
    case 'number':
      return fc.integer(range(schema)).map((cents) => cents / 100)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array': {
      const { minItems = 0, maxItems = 3 } = schema as { minItems?: number; maxItems?: number }
      const most = depth > deepest ? minItems : Math.max(minItems, Math.min(maxItems, 3))
      return fc.array(inner(schema['items'] ?? {}), { minLength: minItems, maxLength: most })
    }
    case 'object':
      return object(schema, inner)
    default:
      return depth > deepest ? fc.constant('x') : anything
  }
}

function text(
  { format, pattern, minLength = 0, maxLength = 60 }: JsonSchema,
  ids: Arbitrary<string>,
): Arbitrary<string> {
  const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  if (format === 'uuid') return fc.oneof({ weight: 4, arbitrary: ids }, fc.uuid())
  if (format === 'date-time') return instants.map((date) => date.toISOString())
  if (format === 'date') return instants.map((date) => date.toISOString().slice(0, 10))
  if (format === 'email') return fc.nat(20).map((number) => `someone${number}@example.com`)
  if (format === 'uri') return fc.webUrl()
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern))
  const [least, most] = [Number(minLength), Math.min(Number(maxLength), 60)]
  return fc.oneof(
    words.filter(({ length }) => length >= least && length <= most),
    fc.string({ minLength: least, maxLength: most }),
    ...(most >= 36 ? [ids] : []),
  )
}

function range({ minimum, maximum, exclusiveMinimum }: JsonSchema) {
  const most = 2 ** 31 - 1
  const least = Number(minimum ?? exclusiveMinimum ?? -most)
  return { min: Math.ceil(Math.max(least, -most)), max: Math.floor(Math.min(Number(maximum ?? most), most)) }
}

function object(schema: JsonSchema, inner: (each: unknown) => Arbitrary<unknown>): Arbitrary<unknown> {
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schema as {
    properties?: Record<string, JsonSchema>
    required?: string[]
    additionalProperties?: JsonSchema | false
  }
  if (Object.keys(properties).length === 0 && additionalProperties) {
    return fc.dictionary(fc.string({ minLength: 1, maxLength: 10 }), inner(additionalProperties), { maxKeys: 3 })
  }
  const entries = Object.entries(properties).map(([name, each]) => [name, inner(each)] as const)
  return fc.record(Object.fromEntries(entries), { requiredKeys: required.filter((name) => name in properties) })
}

/** The same with something wrong: a key too many or too few, a value of another kind, or another value altogether. */
export function spoiled(value: Arbitrary<unknown>): Arbitrary<unknown> {
  const change = fc.record({ key: fc.oneof(fc.nat(), fc.string({ maxLength: 8 })), by: fc.option(anything) })
  return fc.oneof(
    anything,
    fc.tuple(value, change).map(([whole, { key, by }]) => {
      if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return by
      const names = Object.keys(whole)
      const name = typeof key === 'number' ? (names[key % Math.max(names.length, 1)] ?? 'x') : key
      const kept = Object.entries(whole).filter(([each]) => each !== name)
      return Object.fromEntries(by === null ? kept : [...kept, [name, by]])
    }),
  )
}
