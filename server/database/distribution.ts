import type pg from 'pg'
import { quoted, tablesOf } from './catalog.ts'

interface ForeignKey {
  table: string
  name: string
  target: string
  columns: string[]
  targetColumns: string[]
  /** As pg_constraint has them: a NO ACTION, c CASCADE, n SET NULL. */
  onUpdate: string
  onDelete: string
  definition: string
}

interface UniqueIndex {
  table: string
  name: string
  columns: string[]
}

const key = 'organization_id'

/** What stands between this schema and its distribution by organization, in words; none when nothing does. */
export async function distributionFaults(client: pg.ClientBase): Promise<string[]> {
  const tenants = await tenantTables(client)
  const faults: string[] = []
  for (const { table, name, columns } of await uniqueIndexes(client)) {
    if (tenants.has(table) && !columns.includes(key)) faults.push(`${table}: the unique index ${name} lacks ${key}`)
  }
  for (const foreign of await foreignKeys(client)) {
    const { table, name, target, columns, targetColumns, onDelete } = foreign
    if (!tenants.has(target)) continue
    if (!tenants.has(table))
      faults.push(`${table}: ${name} leads from a table of all to ${target}, which is distributed`)
    else if (!columns.includes(key) || targetColumns[columns.indexOf(key)] !== key) {
      faults.push(`${table}: ${name} does not compare ${key} of both sides`)
    } else if (onDelete === 'n' || onDelete === 'd') faults.push(`${table}: ${name} would unset ${key} on delete`)
  }
  const missing = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and not exists (select from pg_constraint p where p.conrelid = c.oid and p.contype = 'p')`,
  )
  faults.push(...missing.rows.map(({ name }) => `${name}: it has no primary key`))
  return faults
}

/**
 * The statements that distribute the tables by organization on Citus, made from the tables there are. Foreign keys that hold the
 * organization are made anew first: Citus takes none that would change it with what they lead to (no organization ever changes its id).
 */
export async function distributionStatements(client: pg.ClientBase): Promise<string[]> {
  const tables = await tablesOf(client)
  const cascading = (await foreignKeys(client)).filter(
    ({ columns, onUpdate }) => columns.includes(key) && onUpdate === 'c',
  )
  const distributed = tables.filter(({ isTenant }) => isTenant)
  const [first, ...others] = distributed.map(({ name }) => name)
  return [
    'set citus.enable_unsafe_triggers = on',
    "set citus.multi_shard_modify_mode = 'sequential'",
    ...cascading.map(
      ({ table, name, definition }) =>
        `alter table ${quoted(table)} drop constraint ${quoted(name)}, add constraint ${quoted(name)} ${definition.replace(' ON UPDATE CASCADE', '')}`,
    ),
    ...referenced(tables, distributed).map((name) => `select create_reference_table('public.${quoted(name)}')`),
    `select create_distributed_table('public.${quoted(first!)}', '${key}')`,
    ...others.map(
      (name) =>
        `select create_distributed_table('public.${quoted(name)}', '${key}', colocate_with => 'public.${quoted(first!)}')`,
    ),
  ]
}

type Tables = Awaited<ReturnType<typeof tablesOf>>

/** Tables of all that rows of organizations lead to, or that their functions ask. The others stay where they are. */
function referenced(tables: Tables, distributed: Tables): string[] {
  const wanted = new Set(distributed.flatMap(({ references }) => references).concat('plan_limit'))
  return tables.filter(({ name, isTenant }) => !isTenant && wanted.has(name)).map(({ name }) => name)
}

/** Triggers on distributed tables, which need `citus.enable_unsafe_triggers`: what to know, in the words of the catalog. */
export async function distributedTriggers(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select t.tgrelid::regclass::text || '.' || t.tgname as name from pg_trigger t
     where not t.tgisinternal and exists (
       select from pg_attribute a where a.attrelid = t.tgrelid and a.attname = '${key}' and not a.attisdropped
     ) order by 1`,
  )
  return rows.map(({ name }) => name)
}

async function tenantTables(client: pg.ClientBase): Promise<Set<string>> {
  return new Set((await tablesOf(client)).filter(({ isTenant }) => isTenant).map(({ name }) => name))
}

async function uniqueIndexes(client: pg.ClientBase): Promise<UniqueIndex[]> {
  const { rows } = await client.query<UniqueIndex>(
    `select t.relname as table, i.relname as name, (
       select coalesce(json_agg(a.attname order by k.place), '[]') from unnest(x.indkey) with ordinality k(number, place)
         join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number
       where k.place <= x.indnkeyatts
     ) as columns
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
     where t.relnamespace = 'public'::regnamespace and x.indisunique order by 1, 2`,
  )
  return rows
}

async function foreignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const names = (columns: string, table: string) =>
    `(select json_agg(a.attname order by k.place) from unnest(f.${columns}) with ordinality k(number, place)
       join pg_attribute a on a.attrelid = f.${table} and a.attnum = k.number)`
  const { rows } = await client.query<ForeignKey>(
    `select t.relname as table, f.conname as name, r.relname as target, f.confupdtype as "onUpdate", f.confdeltype as "onDelete",
       ${names('conkey', 'conrelid')} as columns, ${names('confkey', 'confrelid')} as "targetColumns",
       pg_get_constraintdef(f.oid) as definition
     from pg_constraint f join pg_class t on t.oid = f.conrelid join pg_class r on r.oid = f.confrelid
     where f.contype = 'f' and t.relnamespace = 'public'::regnamespace order by 1, 2`,
  )
  return rows
}
