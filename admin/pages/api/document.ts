/** As much of OpenAPI as the server's document uses. */
export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>
  tags: { name: string; description: string }[]
  servers: { url: string }[]
  components: Record<string, Record<string, unknown>>
}

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security: Record<string, unknown>[]
  parameters: (Parameter | Reference)[]
  requestBody?: { content: Content }
  responses: Record<string, Answer | Reference>
}

interface Reference {
  $ref: string
}
type Content = Record<string, { schema: Schema }>

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  description?: string
  required?: boolean
  schema?: Schema
  content?: Content
}

export interface Answer {
  description: string
  content?: Content
}

export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  description?: string
  default?: unknown
}

export interface Entry {
  method: string
  path: string
  operation: Operation
}

/** The operations under each heading, those in which all words occur. */
export function groupsOf({ paths, tags }: ApiDocument, sought: string): { name: string; entries: Entry[] }[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean)
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ method, path, operation })),
  )
  const isSought = ({ method, path, operation: { summary, tags } }: Entry) => {
    const text = `${method} ${path} ${summary} ${tags.join(' ')}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return tags
    .map(({ name }) => ({
      name,
      entries: entries.filter((entry) => entry.operation.tags.includes(name) && isSought(entry)),
    }))
    .filter((group) => group.entries.length > 0)
}

/** What a reference leads to; anything else as it is. */
export function resolved<T extends object>(document: ApiDocument, value: T | Reference): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T
  const [, , kind = '', name = ''] = value.$ref.split('/')
  return (document.components[kind]?.[name] ?? {}) as T
}

export const nameOf = ({ $ref }: Schema) => $ref?.split('/').at(-1)

/** A schema in one line: `string (uuid) | null`, `Client[]`, `"SALE" | "RENT"`. */
export function typeOf(schema: Schema): string {
  const { type, format, enum: choices, items, anyOf, oneOf, additionalProperties } = schema
  const name = nameOf(schema)
  if (name) return name
  if ('const' in schema) return JSON.stringify(schema.const)
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(' | ')
  const several = anyOf ?? oneOf
  if (several && !type) return [...new Set(several.map(typeOf))].join(' | ')
  if (type === 'array' && items) return items.anyOf || items.enum ? `(${typeOf(items)})[]` : `${typeOf(items)}[]`
  if (type === 'object' && typeof additionalProperties === 'object') return `{ … : ${typeOf(additionalProperties)} }`
  const plain = Array.isArray(type) ? type.join(' | ') : (type ?? '')
  return format ? `${plain} (${format})` : plain
}

/** The schema with properties to show that stands behind another: of a list its items, of a choice the one that has some. */
export function objectOf(document: ApiDocument, schema: Schema): Schema | undefined {
  const { properties, items, anyOf, oneOf, allOf } = resolved<Schema>(document, schema)
  if (properties && Object.keys(properties).length > 0) return resolved<Schema>(document, schema)
  if (items) return objectOf(document, items)
  for (const each of anyOf ?? oneOf ?? allOf ?? []) {
    const found = objectOf(document, each)
    if (found) return found
  }
  return undefined
}
