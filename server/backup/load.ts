import { createHash } from 'node:crypto'
import { quoted, tablesOf, type Table } from '../database/catalog.ts'
import type { OwnerConnection } from '../database/ownerConnection.ts'
import { PlainError } from '../plain-error.ts'
import { notEmpty } from './empty.ts'
import type { Archive } from './openArchive.ts'
import { loadJobs } from './jobs.ts'
import { jobsName, tableEntry, type StoredTable } from './manifest.ts'
import { copyText, csvOf, keptColumns, keptTables } from './rows.ts'

/**
 * Fills an empty database that has the backup's migrations, in one transaction. For as long as that lasts, seen by nobody,
 * the owner is let past row-level security, and triggers rest: what they did is in the rows.
 */
export async function loadDatabase(connection: OwnerConnection, archive: Archive): Promise<void> {
  const tables = keptTables(await tablesOf(connection.client))
  await opened(connection, tables, async () => {
    for (const { name } of tables) {
      const [found] = await connection.query<{ isThere: boolean }>(
        `select exists (select from public.${quoted(name)}) as "isThere"`,
      )
      if (found?.isThere) throw notEmpty(`there are rows in the table ${name}`)
    }
    const stored = new Map(archive.manifest.tables.map((table) => [table.name, table]))
    for (const table of tables) {
      const wanted = stored.get(table.name)
      stored.delete(table.name)
      if (!wanted) throw new PlainError(`The backup lacks the table ${table.name}; nothing was restored.`)
      await loadTable(connection, archive, table, wanted)
      await compare(connection, table, wanted)
    }
    const [unknown] = stored.keys()
    if (unknown) throw new PlainError(`The backup holds an unknown table ${unknown}; nothing was restored.`)
    await setSequences(connection)
  })
  if (archive.manifest.jobs) await loadJobs(connection, await archive.read(jobsName))
}

async function opened(connection: OwnerConnection, tables: Table[], run: () => Promise<void>): Promise<void> {
  const forced = await connection.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity`,
  )
  for (const { name } of forced)
    await connection.query(`alter table public.${quoted(name)} no force row level security`)
  for (const { name } of tables) await connection.query(`alter table public.${quoted(name)} disable trigger user`)
  await run()
  for (const { name } of tables) await connection.query(`alter table public.${quoted(name)} enable trigger user`)
  for (const { name } of forced) await connection.query(`alter table public.${quoted(name)} force row level security`)
}

/**
 * Event streams and webhooks take a row whose transaction is no number as old news; by its default it would be this
 * transaction's, and all of history were told anew.
 */
async function loadTable(connection: OwnerConnection, archive: Archive, table: Table, stored: StoredTable) {
  const target = `public.${quoted(table.name)}`
  const numbered = table.columns.filter(({ type }) => type === 'xid8')
  for (const { name } of numbered) await connection.query(`alter table ${target} alter ${quoted(name)} drop default`)
  const columns = stored.columns.map(quoted).join(', ')
  const source = await archive.read(tableEntry(table.name))
  await connection.copyIn(`copy ${target} (${columns}) from stdin with (format csv, header)`, source)
  for (const { name, default: value } of numbered) {
    if (value) await connection.query(`alter table ${target} alter ${quoted(name)} set default ${value}`)
  }
}

/** What was read in, written out again, is what the backup holds, to the byte. */
async function compare(connection: OwnerConnection, table: Table, stored: StoredTable): Promise<void> {
  const columns = keptColumns(table)
  const csv = csvOf(connection, columns, async function* () {
    yield copyText(table, columns)
  })
  const hash = createHash('sha256')
  for await (const chunk of csv.pass()) hash.update(chunk)
  if (csv.rows !== stored.rows || hash.digest('hex') !== stored.sha256) {
    throw new PlainError(
      `The table ${table.name} did not become what the backup holds (${csv.rows} of ${stored.rows} rows); nothing was restored.`,
    )
  }
}

/** Series go on after the highest number. */
async function setSequences(connection: OwnerConnection): Promise<void> {
  const found = await connection.query<{ sequence: string; table: string; column: string }>(`
    select s.oid::regclass::text as sequence, d.refobjid::regclass::text as table, quote_ident(a.attname) as column
    from pg_class s join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace`)
  for (const { sequence, table, column } of found) {
    await connection.query(
      `select setval($1::regclass, max(${column})) from ${table} having max(${column}) is not null`,
      [sequence],
    )
  }
}
