import { tablesOf, type Table } from '../database/catalog.ts'
import { asOwner } from '../database/ownerConnection.ts'
import { mediaOf } from '../files/mediaFiles.ts'
import { PlainError } from '../plain-error.ts'
import { writeArchive } from './archive.ts'
import { programVersion } from '../version.ts'
import { manifestName, type Manifest } from './manifest.ts'
import { copyText, keptColumns, keptTables } from './rows.ts'
import { addFiles, addTable, appliedMigrations, oneChunk, queriesOf, type BackupRequest } from './write.ts'

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

/** Writes one organization as it is at one moment: CSVs, and the pictures and documents of its properties. */
export async function backupOrganization({
  ownerUrl,
  files,
  file,
  slug,
}: BackupRequest & { slug: string }): Promise<Manifest> {
  return asOwner(ownerUrl, 'isolation level repeatable read, read only', async (connection) => {
    const migrations = await appliedMigrations(connection)
    const [organization] = await connection.query<{ id: string; slug: string; name: string }>(
      'select id, slug, name from organization where slug = $1',
      [slug],
    )
    if (!organization)
      throw new PlainError(`There is no organization ${slug}; give its slug, as in the address of its pages.`)
    const { id } = organization
    const tables = await tablesOf(connection.client)
    const manifest: Manifest = {
      format: 1,
      kind: 'organization',
      program: programVersion(),
      createdAt: new Date().toISOString(),
      migrations,
      organization,
      tables: [],
      files: [],
    }
    await writeArchive(file, async (archive) => {
      const itself = tables.find(({ name }) => name === 'organization')!
      manifest.tables.push(
        await addTable(connection, archive, itself, own, async function* () {
          yield copyText(itself, own, `where id = '${id}'`)
        }),
      )
      for (const table of organizationTables(tables)) {
        const columns = organizationColumns(table)
        const queries = queriesOf(connection, table, [id], columns)
        manifest.tables.push(await addTable(connection, archive, table, columns, queries))
      }
      const isThere = (await files.organizations()).includes(id)
      if (isThere) manifest.files.push(...(await addFiles(archive, files, id, (name) => mediaOf(name) !== undefined)))
      await archive.add(manifestName, oneChunk(JSON.stringify(manifest, null, 1)))
    })
    return manifest
  })
}
