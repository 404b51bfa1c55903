import { z } from 'zod'
import type { Definition } from '../resources/define.ts'
import { fieldOf, fieldsOf, type Field } from '../resources/fields.ts'
import { phoneDigits, searchable } from '../resources/fold.ts'
import { badParameter } from '../errors.ts'
import type { Access } from './access.ts'
import { parseFilterJson, parseFilterParameter, type Filter } from './filters.ts'

export interface Sorter {
  field: Field
  descending: boolean
}

/** A list request, read and checked: everything in it exists and may be filtered or sorted by. */
export interface ListQuery {
  start: number
  limit: number
  sort: Sorter[]
  filters: Filter[]
  /** Folded words, all of which must occur. */
  words: string[]
  trash: boolean
  /** Count all, however many; otherwise counting stops at the cap. */
  exactTotal: boolean
  /** Sort values and id of the row to continue after. */
  after?: (string | null)[]
}

export const pageSize = 25
export const largestPage = 500
const furthestOffset = 1_000_000

/**
 * Reads the simple-rest dialect. Throws 400 naming the parameter that is unknown, unreadable or not allowed.
 * @param also parameters a caller handles itself, such as the export's
 */
export function parseQuery(
  definition: Definition,
  params: URLSearchParams,
  access: Access,
  also: readonly string[] = [],
): ListQuery {
  const sort = parseSort(definition, params)
  const query: ListQuery = {
    ...parsePage(params, undefined, pageOf(params)),
    sort,
    filters: [],
    words: parseWords(definition, params),
    trash: parseFlag(params, '_trash'),
    exactTotal: parseTotal(params),
    after: parseCursor(params, sort),
  }
  for (const key of new Set(params.keys())) {
    if (handled.has(key) || also.includes(key)) continue
    query.filters.push(parseFilterParameter(definition, key, params.getAll(key), access))
  }
  const json = params.get('filter')
  if (json !== null) query.filters.push(...parseFilterJson(definition, json, access))
  return query
}

const handled = new Set(['_start', '_end', '_sort', '_order', '_trash', '_total', '_after', 'q', 'filter'])

/** For lists that know nothing but pages. */
export const pageOnly: ReadonlySet<string> = new Set(['_start', '_end'])

/** Records that are asked for by their ids come on one page: clients do not page through what they have named. */
const pageOf = (params: URLSearchParams) => Math.min(Math.max(pageSize, params.getAll('id').length), largestPage)

/** Page sizes of the screens: only their statements are worth keeping, or a caller could fill every connection with plans. */
export const screenSizes: ReadonlySet<number> = new Set([10, 20, 25, 50, 100])

/** Throws 400 naming what is no page, and with `allowed` every other parameter. */
export function parsePage(
  params: URLSearchParams,
  allowed?: ReadonlySet<string>,
  usual = pageSize,
): { start: number; limit: number } {
  const unknown = allowed && [...params.keys()].find((key) => !allowed.has(key))
  if (unknown !== undefined) throw badParameter(unknown, 'is not known here')
  const start = parseCount(params, '_start', 0)
  const end = parseCount(params, '_end', start + usual)
  if (start > furthestOffset) {
    throw badParameter(
      '_start',
      `pages this far down can only be reached one after the other (at most ${furthestOffset})`,
    )
  }
  if (end < start || end - start > largestPage) {
    throw badParameter('_end', `must be from _start to _start + ${largestPage}`)
  }
  return { start, limit: end - start }
}

function parseCount(params: URLSearchParams, key: string, otherwise: number): number {
  const text = params.get(key)
  if (text === null) return otherwise
  if (!/^\d{1,9}$/.test(text)) throw badParameter(key, 'must be a whole number from 0')
  return Number(text)
}

function parseFlag(params: URLSearchParams, key: string): boolean {
  const text = params.get(key)
  if (text !== null && text !== 'true' && text !== 'false') throw badParameter(key, 'must be true or false')
  return text === 'true'
}

function parseTotal(params: URLSearchParams): boolean {
  const text = params.get('_total')
  if (text !== null && text !== 'exact' && text !== 'capped') throw badParameter('_total', 'must be capped or exact')
  return text === 'exact'
}

function parseSort(definition: Definition, params: URLSearchParams): Sorter[] {
  const names = params.get('_sort')?.split(',').filter(Boolean)
  const orders = params.get('_order')?.toLowerCase().split(',') ?? []
  const sort = names?.length
    ? names.map((name, index) => ({ field: sortable(definition, name), descending: parseOrder(orders[index]) }))
    : definition.sort.slice(0, 1).map((key) => ({
        field: fieldOf(definition, key.replace('-', '')),
        descending: key.startsWith('-'),
      }))
  if (sort.length > 5) throw badParameter('_sort', 'takes at most 5 fields')
  const last = sort.at(-1)
  if (last?.field.name === 'id') return sort
  return [...sort, { field: fieldOf(definition, 'id'), descending: last?.descending ?? false }]
}

function sortable(definition: Definition, name: string): Field {
  const field = fieldsOf(definition).get(name)
  const allowed = name === 'id' || definition.sort.some((key) => key.replace('-', '') === name)
  if (!field || !allowed) throw badParameter('_sort', `cannot sort by ${name}`)
  return field
}

function parseOrder(order = 'asc'): boolean {
  if (order !== 'asc' && order !== 'desc') throw badParameter('_order', 'must be asc or desc')
  return order === 'desc'
}

function parseWords(definition: Definition, params: URLSearchParams): string[] {
  const text = params.get('q')
  if (text === null || text.trim() === '') return []
  if (definition.search.length === 0) throw badParameter('q', `${definition.name} cannot be searched`)
  if (text.length > 200 || text.includes('\0')) throw badParameter('q', 'must be plain text of at most 200 characters')
  return wordsOf(text)
}

/** The folded words of a search. What looks like a phone, in whatever form, is sought by its digits. */
export function wordsOf(text: string): string[] {
  if (/^\s*\+?[\d\s().\-/]{6,}$/.test(text)) return [phoneDigits(text)]
  return searchable(text).split(' ').slice(0, 10)
}

const Cursor = z.array(z.string().max(1000).nullable())

/** `_after` is opaque to clients: the sort it belongs to, and the last row's sort values. */
function parseCursor(params: URLSearchParams, sort: Sorter[]): (string | null)[] | undefined {
  const text = params.get('_after')
  if (text === null) return undefined
  try {
    const [spec, ...values] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (spec === sortSpec(sort) && values.length === sort.length) return values
  } catch {
    // Answered below, like a cursor of another sort.
  }
  throw badParameter('_after', 'does not belong to this list; take it from the Link header')
}

export function formatCursor(sort: Sorter[], values: (string | null)[]): string {
  return Buffer.from(JSON.stringify([sortSpec(sort), ...values])).toString('base64url')
}

const sortSpec = (sort: Sorter[]) => sort.map(({ field, descending }) => (descending ? '-' : '') + field.name).join()
