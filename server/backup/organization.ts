import { tablesOf, type Table } from '../database/catalog.ts'
import { asOwner } from '../database/ownerConnection.ts'
import type { ReadingConnection } from '../database/reading.ts'
import type { Files } from '../files/files.ts'
import { mediaOf } from '../files/mediaFiles.ts'
import { PlainError } from '../plain-error.ts'
import { addFiles } from './addFiles.ts'
import { writeArchive, type ArchiveWriter } from './archive.ts'
import { enter } from './inside.ts'
import { newManifest, type Manifest } from './manifest.ts'
import { copyText, keptColumns, keptTables } from './rows.ts'
import { addManifest, addTable, appliedMigrations, copyOf, type BackupRequest } from './write.ts'

/**
 * What an organization leaves behind when it moves: keys that others hold to it, what is told to and charged by others,
 * and what is made anew from its records.
 */
const leftBehind = new Set([
  'api_token',
  'billing_account',
  'client_export',
  'client_key',
  'day_use',
  'idempotency_key',
  'import',
  'import_mapping',
  'invitation',
  'webhook',
  'webhook_attempt',
  'webhook_delivery',
])

/** Members are known again by their e-mail address; a secret address of a calendar is nobody else's. */
const leftOutColumns: Record<string, string[]> = { membership: ['user_id', 'calendar_hash', 'has_second_factor'] }

export const organizationTables = (tables: Table[]): Table[] =>
  keptTables(tables).filter(({ name, isTenant }) => isTenant && !leftBehind.has(name))

export const organizationColumns = (table: Table): string[] =>
  keptColumns(table).filter((name) => !leftOutColumns[table.name]?.includes(name))

const own = ['id', 'slug', 'name', 'settings', 'created_at']

/** What reads one moment of the database, and stands inside of an organization as the tenant role. */
export interface Inside {
  connection: ReadingConnection
  organizationId: string
  /** Those that the database has. */
  migrations: string[]
}

export interface OrganizationSource {
  files: Files
  atOneMoment<T>(this: void, run: (inside: Inside) => Promise<T>): Promise<T>
}

/**
 * Fills an archive with one organization as it is at one moment, and its manifest along with it: CSVs, then, when nothing holds
 * on to that moment any more, the pictures and documents of its properties. What its rows tell of was stored before.
 */
export async function fillOrganization(
  archive: ArchiveWriter,
  manifest: Manifest,
  { files, atOneMoment }: OrganizationSource,
): Promise<void> {
  const id = await atOneMoment((inside) => addRows(archive, manifest, inside))
  await addFiles(archive, manifest, files, id, { isWanted: (name) => mediaOf(name) !== undefined })
  await addManifest(archive, manifest)
}

async function addRows(archive: ArchiveWriter, manifest: Manifest, inside: Inside): Promise<string> {
  const { connection, organizationId: id, migrations } = inside
  manifest.migrations = migrations
  const [organization] = await connection.query<{ id: string; slug: string; name: string }>(
    'select id, slug, name from organization where id = $1',
    [id],
  )
  if (!organization) throw new Error('The organization has just gone')
  manifest.organization = organization
  const tables = await tablesOf(connection.client)
  const add = async (table: Table, columns: string[], query: string) =>
    manifest.tables.push(
      await addTable(connection, archive, table, columns, async function* () {
        yield query
      }),
    )
  const itself = tables.find(({ name }) => name === 'organization')!
  await add(itself, own, copyText(itself, own, `where id = '${id}'`))
  for (const table of organizationTables(tables)) {
    const columns = organizationColumns(table)
    await add(table, columns, copyOf(table, columns, id))
  }
  return id
}

/** Writes one organization into a file. */
export async function backupOrganization({
  ownerUrl,
  files,
  file,
  slug,
}: BackupRequest & { slug: string }): Promise<Manifest> {
  const manifest = newManifest('organization')
  const source: OrganizationSource = {
    files,
    atOneMoment: (run) =>
      asOwner(ownerUrl, 'isolation level repeatable read, read only', async (connection) => {
        const migrations = await appliedMigrations(connection)
        const organizationId = await idOf(connection, slug)
        await enter(connection, organizationId)
        return run({ connection, organizationId, migrations })
      }),
  }
  await writeArchive(file, (archive) => fillOrganization(archive, manifest, source))
  return manifest
}

async function idOf({ query }: ReadingConnection, slug: string): Promise<string> {
  const [organization] = await query<{ id: string }>('select id from organization where slug = $1', [slug])
  if (organization) return organization.id
  throw new PlainError(`There is no organization ${slug}; give its slug, as in the address of its pages.`)
}
