import { columnName, tableName } from './columnNames.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'
import { canBeNarrowed } from '../resources/visibility.ts'
import { resources } from '../resources/index.ts'

/**
 * The CREATE INDEX statements that the definitions call for and the database lacks: one for every sortable column, the
 * creator where agents may be shown their own records only, and every pair named under `indexes`, all of which leave the
 * trash out; one for the trash; and one for every reference, with the trash: whether anything still refers to what is
 * removed for good is asked of all rows. All lead with the organization; being partial they are invisible to Prisma's diff.
 */
export async function missingIndexes(client: Queryable): Promise<string[]> {
  const { rows } = await client.query(`select indexname from pg_indexes where schemaname = 'public'`)
  const existing = new Set(rows.map((row) => row.indexname))
  return Object.values(resources)
    .filter(({ view }) => !view)
    .flatMap(indexesOf)
    .filter(({ name }) => !existing.has(name))
    .map(({ statement }) => statement)
}

interface Queryable {
  query(text: string): Promise<{ rows: { indexname: string }[] }>
}

function indexesOf(definition: Definition): Index[] {
  const sorted = definition.sort.map((key) => [key.replace('-', ''), 'id'])
  const creator = canBeNarrowed(definition) ? [['createdBy', 'id']] : []
  const live = [...sorted, ...creator, ...(definition.indexes ?? [])]
  return [
    ...live.map((fields) => indexOn(definition, fields, isLive)),
    ...Object.keys(definition.references ?? {}).map((field) =>
      indexOn(definition, [field, 'id'], referring(definition, field)),
    ),
    indexOn(definition, ['id'], { name: 'trash', condition: '"deleted_at" is not null' }),
  ]
}

interface Index {
  name: string
  statement: string
}

/** The rows that an index holds. */
interface Part {
  name: string
  condition: string
}

const isLive: Part = { name: 'live', condition: '"deleted_at" is null' }
const referring = (definition: Definition, field: string): Part => ({
  name: 'all',
  condition: `"${columnName(fieldOf(definition, field))}" is not null`,
})

function indexOn(definition: Definition, fields: readonly string[], part: Part): Index {
  const table = tableName(definition)
  const columns = fields.map((name) => columnName(fieldOf(definition, name)))
  const named = columns.filter((column) => column !== 'id')
  const name = `${[table, ...named, part.name].join('_')}_idx`
  // Empty cells sort as the smallest (see orderBy); id is never empty and keeps PostgreSQL's default.
  const keys = columns.map((column) => (column === 'id' ? '"id"' : `"${column}" nulls first`))
  const statement = `create index "${name}" on "${table}" ("organization_id", ${keys.join(', ')}) where ${part.condition};`
  return { name, statement }
}
