import type { z } from 'zod'
import type { ResourceAccess } from './roles.ts'

/** Columns every record has; written by the engine only. */
export const systemFields = ['id', 'createdAt', 'updatedAt', 'createdBy', 'version'] as const
export type SystemField = (typeof systemFields)[number]

/** How a field is shown and stored where its zod type does not say it. `money` is stored as integer cents. */
export type Widget = 'money' | 'richtext' | 'textarea' | 'tags' | 'email' | 'phone' | 'country' | 'measure' | 'members'

type Shape = z.ZodRawShape
type Name<S extends Shape> = Extract<keyof S, string>
type Column<S extends Shape> = Name<S> | SystemField
type Sort<S extends Shape> = Column<S> | `-${Column<S>}`

/**
 * One resource, as data: routes, validation, screens, filters, files and tests are all read from it.
 * It ships to the browser, so it holds nothing secret.
 */
export interface DefinitionOf<S extends Shape> {
  /** Plural kebab-case: URL segment, file name and Refine resource. */
  name: string
  /** The Prisma model; its table is the same word in snake_case. */
  model: string
  /** The field whose value names a record everywhere. */
  title: Column<S>
  icon: string
  /**
   * Where it is met; by default in the menu, among the records people work with. `related` records stand on the pages
   * of those they refer to, `organization` under the organization's own heading.
   */
  section?: 'organization' | 'related'
  /** `model` is a database view over what the engine does not write: read only, without indexes and trash of its own. */
  view?: true
  access: ResourceAccess
  fields: S
  /** The records tell of other records, named by these fields: who may read those may read what is told of them. */
  about?: { resource: Name<S>; record: Name<S> }
  /** The field by whose time it stands in the timeline of the records it refers to. */
  timeline?: Column<S>
  /** Field → resource whose record it points to, always inside the organization. */
  references?: Partial<Record<Name<S>, string>>
  widgets?: Partial<Record<Name<S>, Widget>>
  /** Units shown inside the input and behind the value, e.g. `m²`. */
  units?: Partial<Record<Name<S>, string>>
  /** Set by hooks, never by a caller: refused in bodies, shown on screens, exported. */
  readOnly?: readonly Name<S>[]
  /** With a value in this field a record stays in the trash for good. */
  staysWith?: Name<S>
  /** Filled by a hook when left out at creation, so forms do not require them. */
  automatic?: readonly Name<S>[]
  /** Where a choice may go from each of its values, in one step; hooks may know further ways. */
  steps?: { field: Name<S>; next: Record<string, readonly string[]> }
  /** Headed groups of the form and the record page, in order; fields in none come first. */
  groups?: Record<string, readonly Name<S>[]>
  /** Columns of the list, in order. */
  list: readonly Column<S>[]
  filters: readonly Column<S>[]
  /** Sortable columns; the first is the list's own order. A leading `-` means descending by default. */
  sort: readonly Sort<S>[]
  /** Filters that are often used together: each becomes one index, led by the organization. */
  indexes?: readonly (readonly Column<S>[])[]
  /** Text fields that free-text search looks in. */
  search: readonly Name<S>[]
  /** Colours of choices, by field and value: Ant Design's preset names. */
  colors?: Partial<Record<Name<S>, Record<string, string>>>
}

/** A definition as the engine and the screens iterate over it, its field names plain strings. */
export type Definition = DefinitionOf<Record<string, z.ZodType>>

/** Declares a resource. Misspelt fields are compile errors; the fields' own types are kept for hooks. */
export function defineResource<const S extends Shape>(definition: DefinitionOf<S>): Definition & { fields: S } {
  // The names were just checked against S; from here on they are data.
  return definition as unknown as Definition & { fields: S }
}
