import { tablesOf, type Table } from '../database/catalog.ts'
import { asOwner, type OwnerConnection } from '../database/ownerConnection.ts'
import type { ReadingConnection } from '../database/reading.ts'
import type { Files } from '../files/files.ts'
import { PlainError } from '../plain-error.ts'
import { addFiles, storedIn } from './addFiles.ts'
import { writeArchive, type ArchiveWriter } from './archive.ts'
import { jobColumns, unfinishedJobs } from './jobs.ts'
import { enter, leave } from './inside.ts'
import { jobsName, manifestName, newManifest, tableEntry, type Manifest } from './manifest.ts'
import { copyText, csvOf, keptColumns, keptTables } from './rows.ts'

export interface BackupRequest {
  /** The login that owns the tables, connected directly. */
  ownerUrl: string
  files: Files
  /** Where it is written. */
  file: string
}

/**
 * Writes the whole database as it is at one moment, and all files, into one archive. Nobody waits for it: files are copied when
 * nothing holds on to that moment any more, or what was deleted since could not be cleared away for as long as that takes. Rows
 * of organizations are read as every request reads them, one organization after the other as the tenant role: no login may
 * read them all, and none has to.
 */
export async function writeBackup({ ownerUrl, files, file }: BackupRequest): Promise<Manifest> {
  const manifest = newManifest('whole')
  await writeArchive(file, async (archive) => {
    const before = await storedIn(files)
    const ids = await asOwner(ownerUrl, 'isolation level repeatable read, read only', (connection) =>
      addRows(connection, archive, manifest),
    )
    // After the snapshot: whatever its rows tell of was stored before.
    const stored = new Set(await files.organizations())
    for (const id of ids.filter((id) => stored.has(id) || before.has(id))) {
      await addFiles(archive, manifest, files, id, { expected: before.get(id) })
    }
    await addManifest(archive, manifest)
  })
  return manifest
}

/** Answers the organizations. */
async function addRows(connection: OwnerConnection, archive: ArchiveWriter, manifest: Manifest): Promise<string[]> {
  manifest.migrations = await appliedMigrations(connection)
  const tables = keptTables(await tablesOf(connection.client))
  const organizations = await connection.query<{ id: string }>('select id from organization order by id')
  const ids = organizations.map(({ id }) => id)
  for (const table of tables) {
    const queries = queriesOf(connection, table, ids)
    manifest.tables.push(await addTable(connection, archive, table, keptColumns(table), queries))
  }
  manifest.jobs = await addJobs(connection, archive)
  return ids
}

/** Last, as it tells of all the others. */
export async function addManifest(archive: ArchiveWriter, manifest: Manifest): Promise<void> {
  await archive.add(manifestName, oneChunk(JSON.stringify(manifest, null, 1)))
}

/** Asked as the login role: the tenant role may not read them. */
export async function appliedMigrations(connection: ReadingConnection): Promise<string[]> {
  const [found] = await connection.query<{ isThere: boolean }>(
    `select to_regclass('public._prisma_migrations') is not null as "isThere"`,
  )
  if (!found?.isThere) throw new PlainError('There is no Oikion in this database: no server has prepared it yet.')
  const rows = await connection.query<{ name: string }>(
    `select migration_name as name from "_prisma_migrations" where finished_at is not null and rolled_back_at is null order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** One query for a table of all, one for each organization for theirs; the connection stands in that organization meanwhile. */
function queriesOf(connection: OwnerConnection, table: Table, organizations: string[]) {
  return async function* () {
    if (!table.isTenant) {
      yield copyText(table, keptColumns(table))
      return
    }
    for (const id of organizations) {
      await enter(connection, id)
      yield copyOf(table, keptColumns(table), id)
    }
    await leave(connection)
  }
}

/** The rows of one organization. Row-level security says the same; said here too, PostgreSQL finds the index sooner. */
export const copyOf = (table: Table, columns: string[], organizationId: string): string =>
  copyText(table, columns, `where organization_id = '${organizationId}'`)

export async function addTable(
  connection: ReadingConnection,
  archive: ArchiveWriter,
  { name }: Pick<Table, 'name'>,
  columns: string[],
  queries: () => AsyncGenerator<string>,
): Promise<Manifest['tables'][number]> {
  const csv = csvOf(connection, columns, queries)
  const written = await archive.add(tableEntry(name), csv.pass())
  return { name, columns, rows: csv.rows, ...written }
}

async function addJobs(connection: OwnerConnection, archive: ArchiveWriter): Promise<Manifest['jobs']> {
  const query = await unfinishedJobs(connection)
  if (query === null) return undefined
  const csv = csvOf(connection, jobColumns, async function* () {
    yield query
  })
  const written = await archive.add(jobsName, csv.pass())
  return { name: 'jobs', columns: jobColumns, rows: csv.rows, ...written }
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
