import { v7 as uuid } from 'uuid'
import { quoted, tablesOf, type Table } from '../database/catalog.ts'
import { asOwner, type OwnerConnection } from '../database/ownerConnection.ts'
import type { Files } from '../files/files.ts'
import { PlainError } from '../plain-error.ts'
import { enter, leave } from './inside.ts'
import { tableEntry, type Manifest } from './manifest.ts'
import { organizationTables } from './organization.ts'
import { withArchive, type Archive } from './openArchive.ts'
import { personOf, placeMembers } from './placeMembers.ts'
import { appliedMigrations } from './write.ts'
import { knownMigrations, restoreFiles } from './restore.ts'

export interface OrganizationRestore {
  ownerUrl: string
  files: Files
  file: string
  /** The e-mail address of who shall own it. */
  owner: string
  slug?: string
}

export interface RestoredOrganization {
  id: string
  slug: string
  name: string
  /** Members of before whose address signs in nobody. */
  strangers: string[]
}

/**
 * Makes the organization of a backup anew beside the others, while servers run: all of it or nothing. Its records keep their
 * ids; it itself gets a new one where its own is taken. Rows are written as the tenant role inside of it, so that nothing
 * in a backup can reach another organization. Its files come first, while the transaction has only read: it writes no longer
 * than rows take, as what others have changed meanwhile is told to nobody before it ends.
 */
export async function restoreOrganization(wanted: OrganizationRestore): Promise<RestoredOrganization> {
  const { ownerUrl, files, file } = wanted
  return withArchive(file, async (archive) => {
    const { manifest } = archive
    if (manifest.kind !== 'organization' || !manifest.organization) {
      throw new PlainError(`${file} is a whole backup; restore it into an empty database, without --organization.`)
    }
    knownMigrations(file, manifest)
    const restored = await asOwner(ownerUrl, 'read write', async (connection) => {
      await requireSameTables(connection, file, manifest)
      await personOf(connection, wanted.owner)
      const organization = await placeFor(connection, archive, wanted)
      // What was read with values stays open until the next statement, and with it the moment it was read at.
      await connection.query('select')
      try {
        await restoreFiles(archive, files, manifest.files, () => organization.id)
        await found(connection, archive, organization)
        await connection.query(`select set_config('app.limits', 'restored', true)`)
        const placed = await loadRows(connection, archive, organization.id, wanted.owner)
        await tell(connection, organization, placed.ownerId)
        return { ...organization, strangers: placed.strangers }
      } catch (error) {
        for (const { name } of manifest.files) await files.remove(organization.id, name)
        throw error
      }
    })
    // Those that lay there for long without rows may have been cleared away.
    await restoreFiles(archive, files, manifest.files, () => restored.id)
    return restored
  })
}

/** Rows of earlier tables would have to be migrated on their way; that takes a server of that time. */
async function requireSameTables(connection: OwnerConnection, file: string, manifest: Manifest): Promise<void> {
  const applied = await appliedMigrations(connection)
  const missing = applied.find((name) => !manifest.migrations.includes(name))
  const later = manifest.migrations.find((name) => !applied.includes(name))
  if (!missing && !later) return
  throw new PlainError(
    missing
      ? `${file} is of an earlier Oikion (before migration ${missing}): restore it with that one, upgrade, and back it up again.`
      : `The database is behind the backup (migration ${later}); start the server once, it migrates.`,
  )
}

interface Place {
  id: string
  slug: string
  name: string
}

/** An id and an address that are free. One restore at a time of what was one organization: the next finds the id taken. */
async function placeFor(
  connection: OwnerConnection,
  archive: Archive,
  { slug: wantedSlug }: OrganizationRestore,
): Promise<Place> {
  const { organization } = archive.manifest
  const { id: formerId, slug: formerSlug, name } = organization!
  await connection.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`oikion restore ${formerId}`])
  const [taken] = await connection.query<{ id: boolean }>(
    'select exists (select from organization where id = $1) as id',
    [formerId],
  )
  const id = taken?.id ? uuid() : formerId
  const slug = wantedSlug ?? (await freeSlug(connection, formerSlug))
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) throw new PlainError('--slug: small letters a to z, digits and hyphens.')
  const [other] = await connection.query('select id from organization where slug = $1', [slug])
  if (other) throw slugTaken(slug)
  return { id, slug, name }
}

const slugTaken = (slug: string) => new PlainError(`The slug ${slug} is taken; give another with --slug.`)

/** The organization's own row. */
async function found(connection: OwnerConnection, archive: Archive, { id, slug }: Place): Promise<void> {
  await stage(connection, archive, 'organization')
  try {
    await connection.query(
      'insert into organization (id, slug, name, settings, created_at) select $1::uuid, $2, name, settings, created_at from staged',
      [id, slug],
    )
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'organization_slug_key') throw error
    throw slugTaken(slug)
  }
  await connection.query('drop table staged')
}

async function freeSlug(connection: OwnerConnection, former: string): Promise<string> {
  const rows = await connection.query<{ slug: string }>('select slug from organization where slug like $1', [
    `${former}%`,
  ])
  const taken = new Set(rows.map(({ slug }) => slug))
  for (let number = 1; ; number++) {
    const slug = number === 1 ? former : `${former}-${number}`
    if (!taken.has(slug)) return slug
  }
}

async function loadRows(connection: OwnerConnection, archive: Archive, id: string, owner: string) {
  let placed: { ownerId: string; strangers: string[] } | undefined
  for (const table of organizationTables(await tablesOf(connection.client))) {
    const columns = await stage(connection, archive, table.name)
    const isMembers = table.name === 'membership'
    if (isMembers) placed = await placeMembers(connection, owner)
    await enter(connection, id)
    await insert(connection, table, id, isMembers ? [...columns, 'user_id', 'has_second_factor'] : columns)
    await leave(connection)
    await connection.query('drop table staged')
  }
  if (!placed) throw new Error('There is no table of members')
  return placed
}

/** Reads an entry into a table that only this transaction has. */
async function stage(connection: OwnerConnection, archive: Archive, name: string): Promise<string[]> {
  const stored = archive.manifest.tables.find((table) => table.name === name)
  if (!stored) throw new PlainError(`The backup lacks the table ${name}; nothing was restored.`)
  const columns = stored.columns.map(quoted).join(', ')
  await connection.query(
    `create temp table staged on commit drop as select ${columns} from public.${quoted(name)} with no data`,
  )
  await connection.query('grant select on staged to oikion_tenant')
  const source = await archive.read(tableEntry(name))
  await connection.copyIn(`copy staged (${columns}) from stdin with (format csv, header)`, source)
  return stored.columns
}

/** Without the numbers of transactions: event streams take these rows as old news. */
async function insert(connection: OwnerConnection, table: Table, id: string, columns: string[]): Promise<void> {
  const numbered = table.columns.filter(({ type }) => type === 'xid8').map(({ name }) => name)
  const others = columns.filter((name) => name !== 'organization_id').map(quoted)
  const names = ['organization_id', ...others, ...numbered.map(quoted)].join(', ')
  const values = ['$1::uuid', ...others, ...numbered.map(() => 'null')].join(', ')
  await connection.query(`insert into public.${quoted(table.name)} (${names}) select ${values} from staged`, [id])
}

/** That it came back is part of its history. */
async function tell(connection: OwnerConnection, { id, name }: { id: string; name: string }, ownerId: string) {
  await enter(connection, id)
  await connection.query(
    `insert into activity (organization_id, id, at, kind, resource, record_id, title, actor_id)
     values ($1, $2, now(), 'restore', 'organization', $1, $3, $4)`,
    [id, uuid(), name, ownerId],
  )
  await leave(connection)
}
