import type { CrudFilter, CrudSort } from '@refinedev/core'
import type { Definition } from '../../server/resources/define.ts'
import { fieldOf, type Field } from '../../server/resources/fields.ts'
import { listQuery } from '../providers/data.ts'
import { locale } from '../providers/i18n.ts'
import { isDay, sortOf, type FilterValue, type ListState, type Preset } from './listState.ts'

/** A list's state as Refine's filters; the same for the page on screen, bulk calls and exports. */
export function crudFilters(definition: Definition, state: ListState): CrudFilter[] {
  const filters = Object.entries(state.filters).flatMap(([name, value]) => toFilters(fieldOf(definition, name), value))
  if (state.q) filters.push({ field: 'q', operator: 'eq', value: state.q })
  if (state.trash) filters.push({ field: '_trash', operator: 'eq', value: 'true' })
  return filters
}

export function crudSorters(definition: Definition, state: ListState): CrudSort[] {
  const sort = sortOf(definition, state)
  return [{ field: sort.replace(/^-/, ''), order: sort.startsWith('-') ? 'desc' : 'asc' }]
}

/** What all records of a list have in common, as bulk calls take it. */
export const matching = (definition: Definition, state: ListState) => String(listQuery(crudFilters(definition, state)))

/** The address of the list as a file: a plain link, so the organization goes into the query. */
export function exportAddress(
  definition: Definition,
  state: ListState,
  columns: readonly string[],
  values: 'labels' | 'keys',
  organizationId: string,
): string {
  const query = listQuery(crudFilters(definition, state), crudSorters(definition, state))
  query.set('_columns', columns.join(','))
  query.set('_values', values)
  query.set('_locale', locale())
  query.set('_organization', organizationId)
  return `/api/${definition.name}/export?${query}`
}

function toFilters(field: Field, value: FilterValue): CrudFilter[] {
  switch (value.type) {
    case 'any':
      return [{ field: field.name, operator: 'in', value: value.values }]
    case 'text':
      return [{ field: field.name, operator: 'contains', value: value.text }]
    case 'empty':
      return [{ field: field.name, operator: value.isEmpty ? 'null' : 'nnull', value: true }]
    case 'range':
      return between(field.name, value.from, value.to)
    case 'days': {
      const { from, to } = value.preset ? daysOf(value.preset) : value
      if (field.kind === 'date') return between(field.name, from, to)
      return between(field.name, from && startOf(from), to && endOf(to))
    }
  }
}

function between(field: string, from: string | number | undefined, to: string | number | undefined): CrudFilter[] {
  const filters: CrudFilter[] = []
  if (from !== undefined) filters.push({ field, operator: 'gte', value: from })
  if (to !== undefined) filters.push({ field, operator: 'lte', value: to })
  return filters
}

/** A day begins and ends where the reader is; an instant is one everywhere. */
const startOf = (end: string) => (isDay(end) ? new Date(`${end}T00:00:00`).toISOString() : end)
const endOf = (end: string) => (isDay(end) ? new Date(`${end}T23:59:59.999`).toISOString() : end)

function daysOf(preset: Preset): { from: string; to?: string } {
  const today = new Date()
  const daysAgo = (days: number) => dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - days))
  switch (preset) {
    case 'today':
      return { from: daysAgo(0) }
    case 'last-7-days':
      return { from: daysAgo(6) }
    case 'last-30-days':
      return { from: daysAgo(29) }
    case 'this-month':
      return { from: dayOf(new Date(today.getFullYear(), today.getMonth(), 1)) }
    case 'this-year':
      return { from: dayOf(new Date(today.getFullYear(), 0, 1)) }
  }
}

function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
