import type { Database } from '../database/index.ts'
import { identifier, integer, join, sql, text, type Sql } from '../database/sql.ts'
import { badParameter } from '../errors.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { reach } from '../resources/roles.ts'
import { authorize, hasScope, type Access } from './access.ts'
import { columnName, tableName } from './columnNames.ts'
import { table } from './columns.ts'
import { wordsOf } from './query.ts'
import { inScope } from './scope.ts'
import { pattern } from './where.ts'

/** A record that a search found. */
export interface Hit {
  resource: string
  id: string
  title: string
  /** What else it was found by: a city, a phone. */
  subtitle: string
}

/** Of each resource. */
const most = 6
/** So many rows with all words are looked through, besides those that begin with them: more say too little to rank by. */
const looked = 300
/** By those who may read only some of the rows, among which theirs have to be. */
const lookedOfOthers = 5_000

/**
 * The records of every searchable resource in which all words occur, as far as the caller may read them: those that
 * begin with just these words first, then those that begin so, then the ones changed last. In one round trip. Throws 400
 * for what cannot be sought.
 */
export async function searchEverywhere(database: Database, access: Access, sought: string): Promise<Hit[]> {
  if (sought.length > 200 || sought.includes('\0')) {
    throw badParameter('q', 'must be plain text of at most 200 characters')
  }
  const words = wordsOf(sought).filter(Boolean)
  const searched = Object.values(resources).filter((definition) => isSearched(definition, access))
  if (words.length === 0 || searched.length === 0) return []
  const branches = searched.map((definition) => hitsIn(definition, access, words))
  return database.read<Hit>(access, join(branches, ' union all '))
}

function isSearched(definition: Definition, access: Access): boolean {
  const { search, view } = definition
  return (
    search.length > 0 && !view && reach(definition, 'list', access) !== 'none' && hasScope(access, definition, 'list')
  )
}

function hitsIn(definition: Definition, access: Access, words: string[]): Sql {
  const scope = authorize(access, definition, 'list')
  const titleColumn = identifier('t', columnName(fieldOf(definition, definition.title)))
  const described = definition.search.filter((name) => name !== definition.title).slice(0, 3)
  const details = described.map((name) => identifier('t', columnName(fieldOf(definition, name))))
  const subtitle = details.length > 0 ? sql`concat_ws(' · ', ${join(details)})` : sql`''`
  const beginning = words.join(' ').replace(/[\\%_]/g, '\\$&')
  const name = sql`${tableName(definition)}::text`
  const patterns = sql`${words.map(pattern)}::text[]`
  // What others may read is no measure of what there is for those who may read only some.
  const found =
    scope.reach === 'any'
      ? sql`oikion_find(${name}, ${`${beginning}%`}::text, ${patterns}, ${integer(looked)})`
      : sql`oikion_search(${name}, ${patterns}, ${integer(lookedOfOthers)})`
  return sql`(select ${text(definition.name)} as resource, t.id, coalesce(${titleColumn}::text, '') as title, ${subtitle} as subtitle
    from ${table(definition)} t
    where t.id = any(array(select s.id from ${found} as s(id))) and ${inScope(scope)} and t.deleted_at is null
    order by t.search_text || ' ' like ${`${beginning} %`}::text desc, t.search_text like ${`${beginning}%`}::text desc,
      t.updated_at desc, t.id desc limit ${integer(most)})`
}
