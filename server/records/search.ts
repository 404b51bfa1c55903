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
/** So many rows with the longest word are looked through; a commoner word says too little to rank by. */
const looked = 300

/**
 * The records of every searchable resource in which all words occur, as far as the caller may read them: those that
 * begin with what was sought first, then the ones changed last. In one round trip. Throws 400 when nothing is sought.
 */
export async function searchEverywhere(database: Database, access: Access, sought: string): Promise<Hit[]> {
  if (sought.length > 200 || sought.includes('\0')) {
    throw badParameter('q', 'must be plain text of at most 200 characters')
  }
  const words = wordsOf(sought).filter(Boolean)
  const searched = Object.values(resources).filter((definition) => isSearched(definition, access))
  if (words.length === 0 || searched.length === 0) return []
  const branches = searched.map((definition) => hitsIn(definition, access, words))
  return database.read<Hit>(access, join(branches, ' union all '), { planOnce: false })
}

function isSearched(definition: Definition, access: Access): boolean {
  const { search, view } = definition
  return (
    search.length > 0 && !view && reach(definition, 'list', access) !== 'none' && hasScope(access, definition, 'list')
  )
}

function hitsIn(definition: Definition, access: Access, words: string[]): Sql {
  const [longest = '', ...rest] = words.toSorted((a, b) => b.length - a.length)
  const others = rest.map((word) => sql` and t.search_text like ${pattern(word)}::text`)
  const titleColumn = identifier('t', columnName(fieldOf(definition, definition.title)))
  const described = definition.search.filter((name) => name !== definition.title).slice(0, 3)
  const details = described.map((name) => identifier('t', columnName(fieldOf(definition, name))))
  const subtitle = details.length > 0 ? sql`concat_ws(' · ', ${join(details)})` : sql`''`
  const beginning = `${words.join(' ').replace(/[\\%_]/g, '\\$&')}%`
  return sql`(select ${text(definition.name)} as resource, t.id, coalesce(${titleColumn}::text, '') as title, ${subtitle} as subtitle
    from ${table(definition)} t
    where t.id = any(array(select s.id from oikion_search(${tableName(definition)}::text, ${pattern(longest)}::text, ${integer(looked)}) as s(id)))
      and ${inScope(authorize(access, definition, 'list'))} and t.deleted_at is null${others.length > 0 ? join(others, '') : sql``}
    order by t.search_text like ${beginning}::text desc, t.updated_at desc, t.id desc limit ${integer(most)})`
}
