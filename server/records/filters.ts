import { z } from 'zod'
import type { Definition } from '../resources/define.ts'
import { fieldsOf, type Field } from '../resources/fields.ts'
import type { Access } from './access.ts'
import { badParameter } from '../errors.ts'
import { parseFilterValue } from './filterValues.ts'

/** Refine's names for what a filter does. */
export type Operator =
  | 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin' | 'contains' | 'startswith' | 'between' | 'null' | 'nnull' // prettier-ignore

export interface FieldFilter {
  field: Field
  operator: Operator
  values: unknown[]
}
/** A test of one field, or a group of which all (`and`) or any (`or`) must hold. */
export type Filter = FieldFilter | { group: 'and' | 'or'; filters: Filter[] }

/** What stands behind a field's name in a query, and what it means. */
export const suffixes: ReadonlyMap<string, Operator> = new Map<string, Operator>(
  Object.entries({
    ne: 'ne',
    gt: 'gt',
    gte: 'gte',
    lt: 'lt',
    lte: 'lte',
    in: 'in',
    nin: 'nin',
    like: 'contains',
    startswith: 'startswith',
    between: 'between',
    null: 'null',
    nnull: 'nnull',
  } as const),
)
const operators = new Set<string>(['eq', ...suffixes.values()])
const manyValued = new Set<Operator>(['in', 'nin', 'between', 'null', 'nnull'])

/** `status=ACTIVE&status=SOLD`, `listPrice_gte=1`: a repeated key means any of them. */
export function parseFilterParameter(definition: Definition, key: string, texts: string[], access: Access): Filter {
  const cut = key.lastIndexOf('_')
  const operator = suffixes.get(key.slice(cut + 1))
  if (fieldsOf(definition).has(key) || cut < 0 || !operator) {
    return fieldFilter(definition, key, texts.length > 1 ? 'in' : 'eq', texts, access, key)
  }
  const lists = operator === 'in' || operator === 'nin' || operator === 'between'
  const values = lists ? texts.flatMap((text) => text.split(',')) : texts
  if (!lists && texts.length > 1) throw badParameter(key, 'may stand only once')
  return fieldFilter(definition, key.slice(0, cut), operator, values, access, key)
}

const CrudFilter: z.ZodType<CrudFilter> = z.lazy(() =>
  z.union([
    z.strictObject({
      operator: z.enum(['and', 'or']),
      value: z.array(CrudFilter).max(50),
      key: z.unknown().optional(),
    }),
    z.strictObject({ field: z.string(), operator: z.string(), value: z.unknown() }),
  ]),
)
type CrudFilter =
  { operator: 'and' | 'or'; value: CrudFilter[]; key?: unknown } | { field: string; operator: string; value?: unknown }

/** Refine's `CrudFilter[]` as JSON, for what suffixes cannot say. */
export function parseFilterJson(definition: Definition, json: string, access: Access): Filter[] {
  let raw: unknown
  try {
    raw = JSON.parse(json)
  } catch {
    throw badParameter('filter', 'is not JSON')
  }
  const parsed = z.array(CrudFilter).max(50).safeParse(raw)
  if (!parsed.success) throw badParameter('filter', 'must be a list of { field, operator, value }')
  return parsed.data.map((filter) => fromCrudFilter(definition, filter, access, 1))
}

function fromCrudFilter(definition: Definition, filter: CrudFilter, access: Access, depth: number): Filter {
  if (depth > 5) throw badParameter('filter', 'groups may be at most 5 deep')
  if (!('field' in filter)) {
    if (filter.value.length === 0) throw badParameter('filter', 'a group needs at least one filter')
    const filters = filter.value.map((inner) => fromCrudFilter(definition, inner, access, depth + 1))
    return { group: filter.operator, filters }
  }
  const { field, operator, value } = filter
  if (!operators.has(operator)) throw badParameter('filter', `operator ${operator} is not known`)
  const values = (Array.isArray(value) ? value : [value ?? '']).map(plainText)
  return fieldFilter(definition, field, operator as Operator, values, access, 'filter')
}

function plainText(value: unknown): string {
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value)
  throw badParameter('filter', 'values must be text, numbers or true and false')
}

function fieldFilter(
  definition: Definition,
  name: string,
  operator: Operator,
  texts: string[],
  access: Access,
  parameter: string,
): FieldFilter {
  const field = fieldsOf(definition).get(name)
  if (!field || !(name === 'id' || definition.filters.includes(name))) {
    throw badParameter(parameter, `${definition.name} cannot be filtered by ${name}`)
  }
  const fault = misuse(field, operator, texts)
  if (fault) throw badParameter(parameter, fault)
  if (operator === 'null' || operator === 'nnull') {
    const yes = texts[0] !== 'false'
    return { field, operator: yes === (operator === 'null') ? 'null' : 'nnull', values: [] }
  }
  return { field, operator, values: texts.map((text) => parseFilterValue(field, operator, text, access, parameter)) }
}

const ordered = new Set(['integer', 'number', 'money', 'date', 'datetime'])
const comparing = new Set<Operator>(['gt', 'gte', 'lt', 'lte', 'between'])
const searching = new Set<Operator>(['contains', 'startswith'])

/** Whether fields of this kind can be filtered so. */
export function fits({ name, kind }: Pick<Field, 'name' | 'kind'>, operator: Operator): boolean {
  if (comparing.has(operator)) return ordered.has(kind)
  return !searching.has(operator) || (kind === 'text' && name !== 'id')
}

function misuse(field: Field, operator: Operator, texts: string[]): string | undefined {
  if (texts.length === 0) return 'needs a value'
  if (texts.length > 500) return 'takes at most 500 values'
  if (texts.length > 1 && !manyValued.has(operator)) return `${operator} takes one value`
  if (operator === 'between' && texts.length !== 2) return 'takes two values'
  if (fits(field, operator)) return undefined
  return comparing.has(operator) ? `${field.name} cannot be compared` : `${field.name} is not text`
}
