import { columnName, tableName } from './columnNames.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'
import { canBeNarrowed } from '../resources/visibility.ts'
import { resources } from '../resources/index.ts'

/**
 * The CREATE INDEX statements that the definitions call for and the database lacks: one for every sortable column,
 * every reference, the creator where agents may be shown their own records only, and every pair named under `indexes`. All lead with the organization and leave the trash out;
 * being partial they are invisible to Prisma's diff.
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

function indexesOf(definition: Definition) {
  const sorted = definition.sort.map((key) => [key.replace('-', ''), 'id'])
  const references = Object.keys(definition.references ?? {}).map((name) => [name, 'id'])
  const creator = canBeNarrowed(definition) ? [['createdBy', 'id']] : []
  return [...sorted, ...references, ...creator, ...(definition.indexes ?? [])].map((fields) =>
    indexOn(definition, fields),
  )
}

function indexOn(definition: Definition, fields: readonly string[]) {
  const table = tableName(definition)
  const columns = fields.map((name) => columnName(fieldOf(definition, name)))
  const name = `${table}_${columns.filter((column) => column !== 'id').join('_')}_live_idx`
  // Empty cells sort as the smallest (see orderBy); id is never empty and keeps PostgreSQL's default.
  const keys = columns.map((column) => (column === 'id' ? '"id"' : `"${column}" nulls first`))
  const statement = `create index "${name}" on "${table}" ("organization_id", ${keys.join(', ')}) where "deleted_at" is null;`
  return { name, statement }
}
