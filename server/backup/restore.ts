import { prepareJobs } from '../database/jobTables.ts'
import { migrate } from '../database/migrate.ts'
import { asOwner } from '../database/ownerConnection.ts'
import { migrationsOnDisk } from '../database/schema-engine.ts'
import type { Files } from '../files/files.ts'
import { PlainError } from '../plain-error.ts'
import { requireEmpty } from './empty.ts'
import { loadDatabase } from './load.ts'
import { fileEntry, type Manifest } from './manifest.ts'
import { withArchive, type Archive } from './openArchive.ts'

export interface RestoreRequest {
  file: string
  /** The login that owns the database, and the server's own. */
  ownerUrl: string
  appUrl: string
  files: Files
  say: (line: string) => void
}

/**
 * Puts a whole backup into an empty database and the store. The rows come last and all at once: what breaks off before
 * leaves files, which the next try finds, and no row.
 */
export async function restoreBackup({ file, ownerUrl, appUrl, files, say }: RestoreRequest): Promise<Manifest> {
  return withArchive(file, async (archive) => {
    const { manifest } = archive
    if (manifest.kind !== 'whole') {
      throw new PlainError(`${file} holds one organization; restore it with --organization.`)
    }
    const migrations = knownMigrations(file, manifest)
    await requireEmpty(ownerUrl, manifest)
    say(`Restoring ${manifest.files.length} files …`)
    await restoreFiles(archive, files, manifest.files)
    await migrate(ownerUrl, { log: () => undefined, appUrl, migrations })
    await prepareJobs(ownerUrl)
    say(`Restoring ${manifest.tables.length} tables …`)
    await asOwner(ownerUrl, 'read write', (connection) => loadDatabase(connection, archive))
    await migrate(ownerUrl, { log: say, appUrl })
    await prepareJobs(ownerUrl)
    return manifest
  })
}

/** The migrations that the backup's database had. */
export function knownMigrations(file: string, manifest: Manifest) {
  const known = migrationsOnDisk()
  const names = new Set(known.map(({ name }) => name))
  const unknown = manifest.migrations.filter((name) => !names.has(name))
  if (unknown.length > 0) {
    throw new PlainError(
      `${file} was made by a newer Oikion (${manifest.program}, with the migration ${unknown.at(-1)}); restore it with that one.`,
    )
  }
  return known.filter(({ name }) => manifest.migrations.includes(name))
}

/** Stores what is not there yet, so that a restore that broke off goes on. Names are made anew for each file; the same name and size is the same. */
export async function restoreFiles(
  archive: Archive,
  files: Files,
  wanted: Manifest['files'],
  placed: (organizationId: string) => string = (id) => id,
): Promise<void> {
  for (const stored of wanted) {
    const organizationId = placed(stored.organizationId)
    if ((await files.size(organizationId, stored.name)) === stored.size) continue
    await files.write(organizationId, stored.name, await archive.read(fileEntry(stored)))
  }
}
