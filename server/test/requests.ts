import fc, { type Arbitrary } from 'fast-check'
import type { Described } from '../openapi/document.ts'
import type { JsonSchema } from '../openapi/operation.ts'
import { anything, fitting, spoiled } from './arbitrary.ts'

export interface Generated {
  method: string
  path: string
  headers: Record<string, string>
  body?: string
}

interface DescribedParameter {
  $ref?: string
  name: string
  in: string
  schema?: JsonSchema
  content?: Record<string, { schema: JsonSchema }>
  explode?: boolean
}

/** Requests for one operation of the document, right and wrong ones; `ids` are those of what there is. */
export function requestsFor(
  document: Described,
  at: { method: string; path: string; item: JsonSchema },
  ids: Arbitrary<string>,
): Arbitrary<Generated> {
  const parameters = (at.item['parameters'] as DescribedParameter[]).map((parameter) => resolved(document, parameter))
  const inPath = parameters.filter((parameter) => parameter.in === 'path')
  const inQuery = parameters.filter((parameter) => parameter.in === 'query' && parameter.name !== '_organization')
  return fc
    .record({
      path: fc.record(Object.fromEntries(inPath.map(({ name }) => [name, segment(ids)]))),
      query: queryOf(document, inQuery, ids),
      headers: fc.record(
        {
          'if-match': fc.constantFrom('"1"', '"2"', '*', 'W/"1"', 'nonsense', '"99999999999"'),
          'idempotency-key': fc.constantFrom('one', 'two', 'ä b'.slice(0, 1), 'x'.repeat(300)),
          'accept-language': fc.constantFrom('el', 'en', '*', 'xx;q=9'),
        },
        { requiredKeys: [] },
      ),
      body: bodyOf(document, at.item, ids),
    })
    .map(({ path, query, headers, body }) => ({
      method: at.method.toUpperCase(),
      path: at.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => escaped(String(path[name]))) + query,
      headers: Object.assign({}, headers, body && { 'content-type': body.type }) as Record<string, string>,
      body: body?.text,
    }))
}

function resolved(document: Described, parameter: DescribedParameter): DescribedParameter {
  const name = parameter.$ref?.split('/').at(-1)
  return name ? (document.components['parameters']?.[name] as unknown as DescribedParameter) : parameter
}

const segment = (ids: Arbitrary<string>) =>
  fc.oneof({ weight: 6, arbitrary: ids }, fc.uuid(), fc.constantFrom('x', '%', 'a\0', 'null', '../x', 'bulk', 'Ω'))

/** A lone half of a surrogate pair cannot stand in an address at all. */
const escaped = (text: string) => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '?'))

function queryOf(document: Described, parameters: DescribedParameter[], ids: Arbitrary<string>): Arbitrary<string> {
  const known = parameters.map((parameter) => {
    const schema = parameter.schema ?? Object.values(parameter.content ?? {})[0]?.schema ?? {}
    const value = fc.oneof({ weight: 4, arbitrary: fitting(document, schema, ids) }, anything)
    return value.map((made) => written(parameter, made))
  })
  const unknown = fc.constantFrom(['nonsense=1'], ['id_like=x'], ['_sort=__proto__'], ['toString=1'], ['_end=%00'])
  const some = known.length > 0 ? fc.array(fc.oneof(...known), { maxLength: 4 }) : fc.constant([])
  return fc
    .tuple(some, fc.oneof({ weight: 9, arbitrary: fc.constant<string[]>([]) }, unknown))
    .map(([pairs, more]) => [...pairs.flat(), ...more].join('&'))
    .map((query) => query && `?${query}`)
}

function written({ name, content, explode = true }: DescribedParameter, value: unknown): string[] {
  const one = (each: unknown) => escaped(typeof each === 'string' ? each : (JSON.stringify(each) ?? ''))
  if (content) return [`${name}=${escaped(JSON.stringify(value) ?? '')}`]
  if (!Array.isArray(value)) return [`${name}=${one(value)}`]
  return explode ? value.map((each) => `${name}=${one(each)}`) : [`${name}=${value.map(one).join(',')}`]
}

function bodyOf(document: Described, { requestBody }: JsonSchema, ids: Arbitrary<string>) {
  const content = (requestBody as { content: Record<string, { schema: JsonSchema }> } | undefined)?.content
  const [type, media] = Object.entries(content ?? {})[0] ?? []
  if (!type || !media) return fc.constant(undefined)
  if (type !== 'application/json') {
    const raw = fc.constantFrom('name;city\nA;B\n', '', '\uFEFFname\n"', 'a,b\n1,2,3\n', '\0\0\0')
    return raw.map((text) => ({ type: type === 'multipart/form-data' ? `${type}; boundary=x` : type, text }))
  }
  const right = fitting(document, media.schema, ids)
  const value = fc.oneof({ weight: 3, arbitrary: right }, { weight: 2, arbitrary: spoiled(right) })
  const text = fc.oneof(
    { weight: 12, arbitrary: value.map((made) => JSON.stringify(made) ?? '') },
    fc.constant('{"a":'),
  )
  return text.map((made) => ({ type, text: made }))
}
