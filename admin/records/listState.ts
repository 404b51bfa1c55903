import type { Definition } from '../../server/resources/define.ts'
import { fieldOf, type Field } from '../../server/resources/fields.ts'

/** The value of one filter, by what its field is. */
export type FilterValue =
  | { type: 'any'; values: string[] }
  | { type: 'text'; text: string }
  | { type: 'range'; from?: number; to?: number }
  /** Days (`2026-01-31`) or, where a link is exact, instants; both included. Or a preset that moves along with today. */
  | { type: 'days'; from?: string; to?: string; preset?: Preset }
  | { type: 'empty'; isEmpty: boolean }

export const presets = ['today', 'last-7-days', 'last-30-days', 'this-month', 'this-year'] as const
export type Preset = (typeof presets)[number]

export interface ListState {
  page: number
  size: number
  /** Where a page beyond the counted ones begins. */
  after?: string
  sort?: string
  q: string
  trash: boolean
  filters: Record<string, FilterValue>
}

const suffixes = ['', '_gte', '_lte', '_null', '_nnull']
export const pageSizes = [25, 50, 100, 200]
export const initialState: ListState = { page: 1, size: 25, q: '', trash: false, filters: {} }

/** Reads a list's state from the address. What cannot be read is left out and named, never an error. */
export function readState(definition: Definition, query: URLSearchParams): { state: ListState; ignored: string[] } {
  const ignored: string[] = []
  const state: ListState = { ...initialState, filters: {} }
  const seen = new Set(query.keys())
  const take = (name: string) => (seen.delete(name) ? (query.get(name) ?? '') : undefined)

  state.q = take('q') ?? ''
  state.trash = take('trash') === 'true'
  state.after = take('after') || undefined
  state.page = wholeNumber(
    take('page'),
    1,
    (value) => value >= 1,
    () => ignored.push('page'),
  )
  state.size = wholeNumber(
    take('size'),
    25,
    (value) => pageSizes.includes(value),
    () => ignored.push('size'),
  )
  const sort = take('sort')
  if (sort && sortable(definition).includes(sort.replace(/^-/, ''))) state.sort = sort
  else if (sort) ignored.push('sort')

  for (const name of definition.filters) {
    const given = suffixes.filter((suffix) => seen.delete(name + suffix))
    if (given.length === 0) continue
    const value = readFilter(fieldOf(definition, name), query)
    if (value) state.filters[name] = value
    else ignored.push(name)
  }
  return { state, ignored: [...ignored, ...seen] }
}

/** The address for a state; the other way round of `readState`. */
export function writeState({ page, size, after, sort, q, trash, filters }: ListState): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) {
    if (value.type === 'empty') query.set(`${name}_${value.isEmpty ? 'null' : 'nnull'}`, 'true')
    else if (value.type === 'any') for (const each of value.values) query.append(name, each)
    else if (value.type === 'text') query.set(name, value.text)
    else if (value.type === 'days' && value.preset) query.set(name, value.preset)
    else {
      if (value.from !== undefined) query.set(`${name}_gte`, String(value.from))
      if (value.to !== undefined) query.set(`${name}_lte`, String(value.to))
    }
  }
  if (q) query.set('q', q)
  if (sort) query.set('sort', sort)
  if (trash) query.set('trash', 'true')
  if (size !== initialState.size) query.set('size', String(size))
  if (page !== 1) query.set('page', String(page))
  if (after) query.set('after', after)
  return query
}

export const sortable = (definition: Definition) => definition.sort.map((name) => name.replace(/^-/, ''))

/** The order of the list: the chosen one, else the definition's first. */
export const sortOf = (definition: Definition, state: ListState) => state.sort ?? definition.sort[0] ?? '-updatedAt'

export const isFiltered = (state: ListState) => state.q !== '' || Object.keys(state.filters).length > 0

function readFilter(field: Field, query: URLSearchParams): FilterValue | undefined {
  if (field.nullable && query.get(`${field.name}_null`) === 'true') return { type: 'empty', isEmpty: true }
  if (field.nullable && query.get(`${field.name}_nnull`) === 'true') return { type: 'empty', isEmpty: false }
  const values = query.getAll(field.name)
  switch (field.kind) {
    case 'choice':
    case 'choices': {
      const known = values.filter((value) => field.options?.includes(value))
      return known.length ? { type: 'any', values: known } : undefined
    }
    case 'reference': {
      const known = values.filter((value) => value === 'me' || /^[0-9a-f-]{36}$/i.test(value))
      return known.length ? { type: 'any', values: known } : undefined
    }
    case 'boolean': {
      const known = values.filter((value) => value === 'true' || value === 'false')
      return known.length ? { type: 'any', values: known } : undefined
    }
    case 'texts':
      return values.some(Boolean) ? { type: 'any', values: values.filter(Boolean) } : undefined
    case 'text':
      return values[0] ? { type: 'text', text: values[0] } : undefined
    case 'date':
    case 'datetime':
      return readDays(field, query)
    default:
      return readRange(field, query)
  }
}

function readRange(field: Field, query: URLSearchParams): FilterValue | undefined {
  const form = field.kind === 'integer' ? /^-?\d{1,9}$/ : /^-?\d{1,12}(\.\d+)?$/
  const [from, to] = ends(field, query).map((end) => (end && form.test(end) ? Number(end) : undefined))
  return from === undefined && to === undefined ? undefined : { type: 'range', from, to }
}

function readDays(field: Field, query: URLSearchParams): FilterValue | undefined {
  const preset = presets.find((known) => known === query.get(field.name))
  if (preset) return { type: 'days', preset }
  const isReadable = (end: string) => isDay(end) || (field.kind === 'datetime' && isInstant(end))
  const [from, to] = ends(field, query).map((end) => (end && isReadable(end) ? end : undefined))
  return from || to ? { type: 'days', from, to } : undefined
}

const ends = ({ name }: Field, query: URLSearchParams) => [query.get(`${name}_gte`), query.get(`${name}_lte`)]
export const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text))

function wholeNumber(
  text: string | undefined,
  fallback: number,
  isFine: (value: number) => boolean,
  complain: () => void,
): number {
  if (text === undefined) return fallback
  const value = Number(text)
  if (Number.isInteger(value) && isFine(value)) return value
  complain()
  return fallback
}
