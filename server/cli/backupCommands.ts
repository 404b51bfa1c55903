import fs from 'node:fs'
import path from 'node:path'
import { withArchive } from '../backup/openArchive.ts'
import { countsOf, type Manifest } from '../backup/manifest.ts'
import { backupOrganization } from '../backup/organization.ts'
import { restoreBackup } from '../backup/restore.ts'
import { restoreOrganization } from '../backup/restoreOrganization.ts'
import { writeBackup } from '../backup/write.ts'
import { openEmbedded, startEmbedded, type Embedded } from '../database/embedded.ts'
import type { Files } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { PlainError } from '../plain-error.ts'
import { commandEnv } from './open.ts'

interface Opened {
  ownerUrl: string
  appUrl: string
  files: Files
}

const say = (line: string) => console.error(line)

/** The database as it is, not migrated: a backup may be what comes before that. */
async function withStorage<T>(
  embedded: (dataDir: string) => Promise<Embedded>,
  run: (opened: Opened) => Promise<T>,
): Promise<T> {
  const env = commandEnv()
  const own = env.databaseUrl ? undefined : await embedded(env.dataDir)
  try {
    const appUrl = env.databaseUrl ?? own?.url ?? ''
    return await run({ ownerUrl: env.migrationUrl ?? appUrl, appUrl, files: await openFiles(env) })
  } finally {
    await own?.stop()
  }
}

export async function backupCommand(wanted: { target: string; organization: string | undefined }): Promise<number> {
  const { target, organization } = wanted
  return withStorage(
    (dataDir) => openEmbedded(dataDir, say),
    async ({ ownerUrl, files }) => {
      const file = fileAt(target, organization ?? 'backup')
      const manifest = organization
        ? await backupOrganization({ ownerUrl, files, file, slug: organization })
        : await writeBackup({ ownerUrl, files, file })
      console.log(`${file}: ${summary(manifest)}`)
      if (manifest.gone) say(goneOf(manifest.gone))
      return 0
    },
  )
}

/** A file of that name; in a folder, or for a name that ends like one, a new one named after the time. */
function fileAt(target: string, what: string): string {
  const isFolder = target.endsWith(path.sep) || fs.statSync(target, { throwIfNoEntry: false })?.isDirectory()
  if (!isFolder) {
    if (fs.existsSync(target)) throw new PlainError(`${target} is there already; name another file.`)
    return target
  }
  fs.mkdirSync(target, { recursive: true, mode: 0o700 })
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  return path.join(target, `oikion-${what}-${time}Z.zip`)
}

function goneOf(gone: NonNullable<Manifest['gone']>): string {
  const names = gone.map(({ organizationId, name }) => `\n  ${organizationId}/${name}`)
  return `Deleted while the backup was written, and not in it:${names.join('')}`
}

function summary(manifest: Manifest): string {
  const { rows, files } = countsOf(manifest)
  return `${rows} rows in ${manifest.tables.length} tables, ${files} files`
}

export interface RestoreArguments {
  file: string
  check?: boolean
  /** It holds one organization, which shall belong to the person of that address. */
  as?: string
  slug?: string
}

export async function restoreCommand({ file, check, as, slug }: RestoreArguments): Promise<number> {
  if (check) {
    const manifest = await withArchive(file, (archive) => Promise.resolve(archive.manifest))
    console.log(`${file} is whole: ${summary(manifest)}, of ${manifest.createdAt}`)
    return 0
  }
  if (as) {
    return withStorage(
      (dataDir) => openEmbedded(dataDir, say),
      async ({ ownerUrl, files }) => {
        const restored = await restoreOrganization({ ownerUrl, files, file, owner: as, slug })
        console.log(`${restored.name} is open again as ${restored.slug}; ${as} owns it.`)
        for (const email of restored.strangers) console.log(`No account yet: ${email}. Invite them anew.`)
        return 0
      },
    )
  }
  return withStorage(
    (dataDir) => startEmbedded(dataDir, say),
    async (opened) => {
      const manifest = await restoreBackup({ ...opened, file, say })
      console.log(`${file} is restored: ${summary(manifest)}, as they were at ${manifest.createdAt}`)
      return 0
    },
  )
}
