import { activityKinds } from '../resources/activityKinds.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf, writableFields, type Field } from '../resources/fields.ts'
import { fieldLabel } from '../resources/labels/index.ts'
import { schemasOf } from '../records/schemas.ts'
import type { JsonSchema } from './operation.ts'
import { pointerTo, toJsonSchema } from './schemas.ts'

const text = { type: 'string' }
const uuid = { type: 'string', format: 'uuid' }
const instant = { type: 'string', format: 'date-time' }
const titles = { type: 'object', additionalProperties: { type: ['string', 'null'] } }
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

/** `ClientRelationship` for `client-relationships`: the names of a resource's schemas begin so. */
export const schemaName = ({ model }: Pick<Definition, 'model'>) => model

/** The record, and the bodies that create and change one, by the names of their components. */
export function recordSchemas(definition: Definition): Record<string, JsonSchema> {
  const name = schemaName(definition)
  const record = { [name]: recordSchema(definition) }
  if (writableFields(definition).length === 0) return record
  const { create, patch } = schemasOf(definition)
  return {
    ...record,
    [`${name}New`]: described(definition, toJsonSchema(create, 'input')),
    [`${name}Change`]: { ...described(definition, toJsonSchema(patch, 'input')), minProperties: 0 },
  }
}

/** A record as it is answered: its fields, the titles of what it refers to, and what the caller may do with it. */
function recordSchema(definition: Definition): JsonSchema {
  const fields = [...fieldsOf(definition).values()]
  const can = {
    type: 'object',
    description: 'What the caller may do with this record.',
    required: ['edit', 'delete'],
    properties: { edit: { type: 'boolean' }, delete: { type: 'boolean' } },
    additionalProperties: false,
  }
  return {
    type: 'object',
    required: [...fields.map(({ name }) => name), '_titles', '_can'],
    properties: {
      ...Object.fromEntries(
        fields.map((field) => [field.name, { ...shownSchema(field), ...about(definition, field) }]),
      ),
      _titles: { ...titles, description: 'Field → title of the record it refers to, where the caller may read it.' },
      _can: can,
    },
    additionalProperties: false,
  }
}

/** The record with something beside it that is told only once. */
export function recordWith(definition: Definition, more: Record<string, JsonSchema>): JsonSchema {
  const { properties, required, ...rest } = recordSchema(definition)
  return {
    ...rest,
    required: [...(required as string[]), ...Object.keys(more)],
    properties: { ...(properties as JsonSchema), ...more },
  }
}

/** A field as records show it. */
function shownSchema(field: Field): JsonSchema {
  const schema = valueSchema(field)
  return field.nullable ? orNull(schema) : schema
}

/** One value of a field; bounds are those of bodies, for what is stored may be older than they are. */
export function valueSchema({ name, kind, options }: Field): JsonSchema {
  if (name === 'id') return uuid
  switch (kind) {
    case 'text':
      return text
    case 'choice':
      return { type: 'string', enum: options }
    case 'choices':
      return { type: 'array', items: { type: 'string', enum: options } }
    case 'texts':
      return { type: 'array', items: text }
    case 'integer':
      return { type: 'integer' }
    case 'number':
    case 'money':
      return { type: 'number' }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'datetime':
      return instant
    case 'reference':
      return uuid
  }
}

function about(definition: Definition, field: Field): JsonSchema {
  const target = field.reference && ` The id of one of \`${field.reference}\`.`
  const unit = field.unit && ` In ${field.unit}.`
  return { description: `${fieldLabel(definition, field.name, 'en')}.${target ?? ''}${unit ?? ''}` }
}

function described(definition: Definition, body: JsonSchema): JsonSchema {
  const properties = Object.entries(body['properties'] as Record<string, JsonSchema>).map(([name, schema]) => {
    const field = fieldsOf(definition).get(name)
    return [name, field ? { ...schema, ...about(definition, field) } : schema]
  })
  return { ...body, properties: Object.fromEntries(properties) as JsonSchema }
}

/** Schemas of what is told about records of any resource. */
export const aboutRecords: Record<string, JsonSchema> = {
  HistoryEntry: {
    type: 'object',
    required: ['id', 'at', 'kind', 'actorId', 'importId', 'tokenId', 'title', 'changes', '_titles'],
    properties: {
      id: uuid,
      at: instant,
      kind: { type: 'string', enum: activityKinds },
      actorId: orNull(uuid),
      importId: orNull(uuid),
      tokenId: orNull(uuid),
      title: orNull(text),
      changes: orNull({
        type: 'object',
        description: 'Field → `[before, after]`; of other kinds what there is to tell.',
      }),
      _titles: titles,
    },
    additionalProperties: false,
  },
  Dependents: {
    type: 'object',
    required: ['resource', 'field', 'count'],
    properties: { resource: text, field: text, count: { type: 'integer', minimum: 1 } },
    additionalProperties: false,
  },
  Linked: {
    type: 'object',
    required: ['resource', 'id', 'title', 'count', 'lastAt'],
    properties: {
      resource: text,
      id: uuid,
      title: orNull(text),
      count: { type: 'integer', minimum: 1 },
      lastAt: instant,
    },
    additionalProperties: false,
  },
  BulkAnswer: {
    type: 'object',
    required: ['done', 'refused', 'refusedTotal'],
    properties: {
      done: { type: 'integer', minimum: 0 },
      refused: {
        type: 'array',
        maxItems: 100,
        items: {
          type: 'object',
          required: ['id', 'title', 'detail'],
          properties: { id: uuid, title: orNull(text), detail: text },
          additionalProperties: false,
        },
      },
      refusedTotal: { type: 'integer', minimum: 0 },
    },
    additionalProperties: false,
  },
}

/** One entry of a timeline: what was said or done about the record, or a change of the record itself. */
export function timelineEntry(told: readonly Definition[]): JsonSchema {
  const entry = (resource: JsonSchema, record: JsonSchema): JsonSchema => ({
    type: 'object',
    required: ['resource', 'at', 'record'],
    properties: { resource, at: instant, record },
    additionalProperties: false,
  })
  const changed = entry({ type: 'null' }, pointerTo('HistoryEntry'))
  const others = told.map((definition) => entry({ const: definition.name }, pointerTo(schemaName(definition))))
  return others.length > 0 ? { anyOf: [changed, ...others] } : changed
}
