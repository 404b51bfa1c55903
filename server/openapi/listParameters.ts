import { fits, suffixes, type Operator } from '../records/filters.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf, type Field } from '../resources/fields.ts'
import type { JsonSchema, Parameter } from './operation.ts'
import { pageParameters } from './parameters.ts'
import { valueSchema } from './recordSchemas.ts'

const flag: JsonSchema = { type: 'string', enum: ['true', 'false'] }
const listOf = (items: JsonSchema, most: number): JsonSchema => ({ type: 'array', items, maxItems: most })

/** Everything a list of records takes. */
export const listParameters = (definition: Definition): Parameter[] => [
  ...pageParameters,
  {
    name: '_after',
    description: 'The place to go on from, as the `Link` header gave it: deep pages at constant cost.',
    schema: { type: 'string' },
  },
  {
    name: '_total',
    description: 'Counting stops at 10,000 unless all are to be counted.',
    schema: { type: 'string', enum: ['capped', 'exact'], default: 'capped' },
  },
  ...filterParameters(definition),
]

/** What a list and its file have in common: which records, in which order. */
export function filterParameters(definition: Definition): Parameter[] {
  const sortable = ['id', ...definition.sort.map((name) => name.replace('-', ''))]
  const filtered = [...new Set(['id', ...definition.filters])]
  const parameters: Parameter[] = [
    {
      name: '_sort',
      description: 'Up to five fields; empty cells sort as the smallest.',
      schema: listOf({ type: 'string', enum: sortable }, 5),
      as: 'comma',
    },
    {
      name: '_order',
      description: 'One for each of `_sort`.',
      schema: listOf({ enum: ['asc', 'desc'] }, 5),
      as: 'comma',
    },
    { name: '_trash', description: 'The trash instead of the list.', schema: flag },
    ...(definition.search.length > 0
      ? [
          {
            name: 'q',
            description: `Free text, in ${definition.search.join(', ')}.`,
            schema: { type: 'string', maxLength: 200 },
          },
        ]
      : []),
    {
      name: 'filter',
      description: 'What the other parameters cannot say: filters and groups of them, up to five deep.',
      schema: { $ref: '#/components/schemas/Filters' },
      as: 'json',
    },
    ...filtered.flatMap((name) => parametersOf(fieldsOf(definition).get(name))),
  ]
  return parameters.map((parameter) => Object.assign(parameter, { component: `${definition.name}.${parameter.name}` }))
}

function parametersOf(field: Field | undefined): Parameter[] {
  if (!field) return []
  const { name } = field
  const equal: Parameter = {
    name,
    description: `Equals; repeated, any of them.${me(field)}`,
    schema: listOf(single(field), 500),
  }
  const others = [...suffixes].filter(([, operator]) => fits(field, operator))
  return [equal, ...others.map(([suffix, operator]) => suffixed(field, suffix, operator))]
}

const me = ({ reference }: Field) => (reference === 'members' ? ' `me` is whoever asks.' : '')

/** One value in a query: of lists, one of what they hold. */
function single(field: Field): JsonSchema {
  const schema = valueSchema(field)
  if (schema['type'] === 'array') return schema['items'] as JsonSchema
  if (field.kind === 'datetime')
    return { type: 'string', description: 'An instant, or a day.', examples: ['2026-01-31'] }
  return field.reference === 'members' ? { anyOf: [schema, { const: 'me' }] } : schema
}

const meanings: Record<Operator, string> = {
  eq: 'Equals.',
  ne: 'Differs; empty counts as different.',
  gt: 'Greater, or later.',
  gte: 'As great or greater, or not earlier.',
  lt: 'Less, or earlier.',
  lte: 'As little or less, or not later.',
  in: 'Any of them.',
  nin: 'None of them.',
  contains: 'Contains, in any case and with any accents.',
  startswith: 'Starts with, in any case and with any accents.',
  between: 'From the first to the second, both included.',
  null: 'Is empty; with `false`, is not.',
  nnull: 'Is not empty; with `false`, is.',
}

function suffixed(field: Field, suffix: string, operator: Operator): Parameter {
  const parameter = { name: `${field.name}_${suffix}`, description: meanings[operator] }
  switch (operator) {
    case 'null':
    case 'nnull':
      return { ...parameter, schema: flag }
    case 'in':
    case 'nin':
      return { ...parameter, schema: listOf(single(field), 500), as: 'comma' }
    case 'between':
      return { ...parameter, schema: { ...listOf(single(field), 2), minItems: 2 }, as: 'comma' }
    case 'contains':
    case 'startswith':
      return { ...parameter, schema: { type: 'string', maxLength: 500 } }
    default:
      return { ...parameter, schema: single(field) }
  }
}

/** Refine's `CrudFilter[]`. */
export const filterSchemas: Record<string, JsonSchema> = {
  Filters: { type: 'array', maxItems: 50, items: { $ref: '#/components/schemas/Filter' } },
  Filter: {
    anyOf: [
      {
        type: 'object',
        required: ['field', 'operator'],
        properties: {
          field: { type: 'string' },
          operator: { enum: ['eq', ...suffixes.values()] },
          value: {
            anyOf: [
              { type: ['string', 'number', 'boolean', 'null'] },
              { type: 'array', items: { type: ['string', 'number', 'boolean'] } },
            ],
          },
        },
        additionalProperties: false,
      },
      {
        type: 'object',
        required: ['operator', 'value'],
        properties: {
          operator: { enum: ['and', 'or'] },
          value: { allOf: [{ $ref: '#/components/schemas/Filters' }], minItems: 1 },
          key: {},
        },
        additionalProperties: false,
      },
    ],
  },
}
