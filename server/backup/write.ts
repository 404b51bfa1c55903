import { tablesOf, type Table } from '../database/catalog.ts'
import { asOwner, type OwnerConnection } from '../database/ownerConnection.ts'
import type { Files } from '../files/files.ts'
import { PlainError } from '../plain-error.ts'
import { writeArchive, type ArchiveWriter } from './archive.ts'
import { jobColumns, unfinishedJobs } from './jobs.ts'
import { programVersion } from '../version.ts'
import { fileEntry, jobsName, manifestName, tableEntry, type Manifest } from './manifest.ts'
import { copyText, csvOf, keptColumns, keptTables } from './rows.ts'

export interface BackupRequest {
  /** The login that owns the tables, connected directly. */
  ownerUrl: string
  files: Files
  /** Where it is written. */
  file: string
}

/**
 * Writes the whole database as it is at one moment, and all files, into one archive. Nobody waits for it. Rows of
 * organizations are read as every request reads them, one organization after the other as the tenant role: no login may read
 * them all, and none has to.
 */
export async function writeBackup({ ownerUrl, files, file }: BackupRequest): Promise<Manifest> {
  return asOwner(ownerUrl, 'isolation level repeatable read, read only', async (connection) => {
    const migrations = await appliedMigrations(connection)
    const tables = keptTables(await tablesOf(connection.client))
    const organizations = await connection.query<{ id: string }>('select id from organization order by id')
    const ids = organizations.map(({ id }) => id)
    const manifest: Manifest = {
      format: 1,
      kind: 'whole',
      program: programVersion(),
      createdAt: new Date().toISOString(),
      migrations,
      tables: [],
      files: [],
    }
    await writeArchive(file, async (archive) => {
      for (const table of tables) {
        manifest.tables.push(
          await addTable(connection, archive, table, keptColumns(table), queriesOf(connection, table, ids)),
        )
      }
      manifest.jobs = await addJobs(connection, archive)
      // After the snapshot: whatever its rows tell of was stored before.
      const stored = new Set(await files.organizations())
      for (const id of ids.filter((id) => stored.has(id))) manifest.files.push(...(await addFiles(archive, files, id)))
      await archive.add(manifestName, oneChunk(JSON.stringify(manifest, null, 1)))
    })
    return manifest
  })
}

export async function appliedMigrations(connection: OwnerConnection): Promise<string[]> {
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
export function queriesOf(
  connection: OwnerConnection,
  table: Table,
  organizations: string[],
  columns = keptColumns(table),
) {
  return async function* () {
    if (!table.isTenant) {
      yield copyText(table, columns)
      return
    }
    await connection.query(`select set_config('role', 'oikion_tenant', true), set_config('app.user_id', '', true)`)
    for (const id of organizations) {
      await connection.query(`select set_config('app.organization_id', $1, true)`, [id])
      // Row-level security says the same; said here too, PostgreSQL finds the index sooner.
      yield copyText(table, columns, `where organization_id = '${id}'`)
    }
    await connection.query(`select set_config('role', 'none', true), set_config('app.organization_id', '', true)`)
  }
}

export async function addTable(
  connection: OwnerConnection,
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

/**
 * Adds the files of one organization that has some. It looks again until nothing is new: in place of an original that went
 * meanwhile, its sizes have come.
 */
export async function addFiles(
  archive: ArchiveWriter,
  files: Files,
  organizationId: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<Manifest['files']> {
  const added: Manifest['files'] = []
  const seen = new Set<string>()
  for (;;) {
    const stored = await files.list(organizationId)
    // Uploads under way are not whole yet.
    const fresh = stored.filter(({ name }) => !seen.has(name) && !name.endsWith('.part') && isWanted(name))
    if (fresh.length === 0) return added
    for (const { name } of fresh) {
      seen.add(name)
      if ((await files.size(organizationId, name)) === undefined) continue
      const source = files.read(organizationId, name) as AsyncIterable<Uint8Array>
      // Pictures are compressed already.
      const written = await archive.add(fileEntry({ organizationId, name }), source, { compress: false })
      added.push({ organizationId, name, ...written })
    }
  }
}

export async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
