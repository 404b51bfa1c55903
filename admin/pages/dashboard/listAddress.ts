import type { ListLink } from '../../../server/resources/dashboard.ts'
import { tablePath } from '../../paths.ts'

/**
 * The address of the list that a number counts. The organization's days are written as days where the reader's begin
 * and end with them; for readers in other time zones they stay exact instants.
 */
export function listAddress(slug: string, { resource, query }: ListLink, sort?: string): string {
  const state = new URLSearchParams()
  for (const [name, value] of new URLSearchParams(query)) state.append(name, dayOrInstant(name, value))
  if (sort) state.set('sort', sort)
  return `${tablePath(slug, resource)}?${state}`
}

function dayOrInstant(name: string, value: string): string {
  if (!/^\d{4}-\d\d-\d\dT/.test(value)) return value
  const at = new Date(value)
  const [year, month, date] = [at.getFullYear(), at.getMonth(), at.getDate()] as const
  const border = name.endsWith('_gte') ? new Date(year, month, date) : new Date(year, month, date, 23, 59, 59, 999)
  if (border.getTime() !== at.getTime()) return value
  return [year, month + 1, date].map((part) => String(part).padStart(2, '0')).join('-')
}
