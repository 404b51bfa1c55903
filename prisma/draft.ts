import pg from 'pg'
import { PlainError } from '../server/plain-error.ts'
import { diffSql } from '../server/database/schema-engine.ts'

interface TenantTable {
  name: string
  protected: boolean
  keyed: boolean
}

/**
 * The SQL by which a database lags behind schema.prisma and the resource definitions: Prisma's own diff, tenancy for
 * new tables with an organization, indexes for new lists. Empty when nothing is missing. The database is a scratch
 * copy: the draft is applied to it along the way.
 */
export async function draftMigration(scratchUrl: string): Promise<string> {
  const parts = [(await diffSql(scratchUrl)).trim()]
  const client = new pg.Client({ connectionString: scratchUrl })
  await client.connect()
  const add = async (title: string, statements: string[]) => {
    if (statements.length === 0) return
    await client.query(statements.join('\n'))
    parts.push(`-- ${title}\n${statements.join('\n')}`)
  }
  try {
    await client.query(parts[0]!)
    const { rows: tables } = await client.query<TenantTable>(tenantTables)
    const { rows: links } = await client.query<{ name: string; from: string; to: string }>(openLinks)
    const faults = [
      ...tables
        .filter(({ keyed }) => !keyed)
        .map(({ name }) => `The key of ${name} does not begin with the organization: use @@id([organizationId, id]).`),
      ...links.map(
        ({ name, from, to }) =>
          `The relation ${name} could link a row of ${from} to another organization's row of ${to}: ` +
          'its fields must be [organizationId, …] and its references [organizationId, id].',
      ),
    ]
    if (faults.length > 0) throw new PlainError(faults.join('\n'))
    const unprotected = tables.filter((table) => !table.protected).map(({ name }) => client.escapeLiteral(name))
    await add(
      'Tenancy',
      unprotected.map((name) => `select oikion_protect(${name});`),
    )
    // Imported late: the list of resources may have been written a moment ago.
    const { missingIndexes } = await import('../server/records/indexes.ts')
    await add('Indexes of the resource definitions', await missingIndexes(client))
  } finally {
    await client.end()
  }
  return parts.filter(Boolean).join('\n\n')
}

const tenantTables = `
select c.oid::regclass::text as name, c.relrowsecurity as protected,
       exists(select from pg_index i where i.indrelid = c.oid and i.indisprimary and i.indkey[0] = a.attnum) as keyed
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
order by 1`

/** Foreign keys between tenant tables that do not carry the organization along. */
const openLinks = `
select k.conname as name, k.conrelid::regclass::text as from, k.confrelid::regclass::text as to
from pg_constraint k
join pg_attribute f on f.attrelid = k.conrelid and f.attname = 'organization_id'
join pg_attribute t on t.attrelid = k.confrelid and t.attname = 'organization_id'
where k.contype = 'f' and k.connamespace = 'public'::regnamespace
  and not exists (
    select from unnest(k.conkey, k.confkey) as pair(f, t) where pair.f = f.attnum and pair.t = t.attnum
  )`
