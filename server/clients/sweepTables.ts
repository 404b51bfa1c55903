import { identifier, sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { tableName } from '../records/columnNames.ts'
import { resources } from '../resources/index.ts'
import { emptied } from './empty.ts'

/**
 * Takes a person's words out of what the engine does not write: every column of text or JSON of every other table of the
 * organization, whatever it is, but of keys. The feed has a function of its own, and client keys follow their client.
 */
export async function sweepTables(tx: TenantTransaction, pattern: string): Promise<void> {
  const own = Object.values(resources).map(tableName)
  const columns = await tx.query<{ table: string; column: string; type: string }>(sql`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
    from pg_class c
      join pg_attribute o on o.attrelid = c.oid and o.attname = 'organization_id' and not o.attisdropped
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb')
      and a.attgenerated = '' and has_column_privilege(c.oid, a.attnum, 'update') and c.relname <> all(${[...own, 'client_key']}::text[])
      and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any(i.indkey))
    order by 1, 2`)
  for (const { table, column, type } of columns) {
    const at = identifier('t', column)
    const held =
      type === 'text[]'
        ? sql`array_to_string(${at}, ' ')`
        : type === 'jsonb'
          ? sql`replace(replace(${at}::text, '\\"', '"'), '\\\\', '\\')`
          : at
    const cleaned =
      type === 'text[]'
        ? sql`(select array_agg(regexp_replace(word, ${pattern}::text, ${emptied}::text, 'gi') order by place) from unnest(${at}) with ordinality w(word, place))`
        : type === 'jsonb'
          ? sql`oikion_erased_json(${at}, ${pattern}::text)`
          : sql`regexp_replace(${at}, ${pattern}::text, ${emptied}::text, 'gi')`
    await tx.query(sql`update ${identifier('public', table)} t set ${identifier(column)} = ${cleaned}
      where t.organization_id = ${tx.context.organizationId}::uuid and ${held} ~* ${pattern}::text`)
  }
}
