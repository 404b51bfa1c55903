import fs from 'node:fs'
import path from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tablesOf } from '../database/catalog.ts'
import { openDatabase } from '../database/index.ts'
import { migrate, pendingMigrations, schemaDrift } from '../database/migrate.ts'
import { asOwner } from '../database/ownerConnection.ts'
import { migrationsOnDisk } from '../database/schema-engine.ts'
import { sql } from '../database/sql.ts'
import { s3Files } from '../files/s3Files.ts'
import { mediaHandler } from '../files/sizesJob.ts'
import { backupApp, type BackupApp } from '../test/backupApp.ts'
import { addressesOf, uploaded } from '../test/mediaApp.ts'
import { jpeg } from '../test/pictures.ts'
import { s3Server } from '../test/s3Server.ts'
import { signedIn } from '../test/testApp.ts'
import type { Manifest } from './manifest.ts'
import { keptTables } from './rows.ts'
import { withArchive } from './openArchive.ts'
import { writeBackup } from './write.ts'

let app: BackupApp
beforeAll(async () => {
  app = await backupApp()
})
afterAll(() => app.close())

const digests = ({ tables }: Manifest) => tables.map(({ name, rows, sha256 }) => ({ name, rows, sha256 }))

describe('a whole backup', () => {
  it('under write load holds one moment, and restored is the same to the byte: every table, every file', async () => {
    const load = { isOver: false }
    const moved: number[] = []
    // A client and its note are written one after the other, in every organization's sight: a note never comes without.
    const writing = Array.from({ length: 3 }, async (_, writer) => {
      for (let number = 0; !load.isOver; number++) {
        const client = await app.member.client.create('clients', {
          name: `Writer ${writer} ${number}`,
          clientType: 'PERSON',
          email: 'client@example.com',
        })
        await app.member.client.create('notes', { content: `of ${number}`, clientId: client.id })
        moved.push(number)
      }
    })
    await expect.poll(() => moved.length).toBeGreaterThan(5)
    const { file, manifest } = await app.backup('load.zip').finally(() => {
      load.isOver = true
    })
    await Promise.all(writing)
    const before = moved.length
    expect(before).toBeGreaterThan(5)

    const target = await app.emptyTarget()
    await app.restore(file, target)
    const again = await writeBackup({
      ownerUrl: target.directUrl,
      files: app.storeOf('restored files'),
      file: path.join(app.folder, 'again.zip'),
    })
    expect(digests(again)).toEqual(digests(manifest))
    expect(again.files).toEqual(manifest.files)
    expect(again.jobs).toEqual({ ...manifest.jobs, size: again.jobs?.size, sha256: again.jobs?.sha256 })

    const rowsOf = (name: string) => manifest.tables.find((table) => table.name === name)?.rows ?? 0
    expect(rowsOf('note')).toBeGreaterThan(0)
    expect(rowsOf('client') - 1 - rowsOf('note')).toBeGreaterThanOrEqual(0)
    expect(rowsOf('client') - 1 - rowsOf('note')).toBeLessThanOrEqual(3)
    // Each change with its activity.
    expect(rowsOf('activity')).toBeGreaterThanOrEqual(rowsOf('note') + rowsOf('client'))
  })

  it('holds on to its moment no longer than rows are read, and names what is deleted while files are copied', async () => {
    const file = path.join(app.folder, 'slow.zip')
    const name = 'deleted-meanwhile'
    await app.files.write(
      app.member.organizationId,
      name,
      (async function* () {
        yield 'bytes'
      })(),
    )
    const open: number[] = []
    const slow: typeof app.files = {
      ...app.files,
      async size(organizationId, wanted) {
        if (wanted === name) await app.files.remove(organizationId, name)
        const { rows } = await app.database.pool.query(
          `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
            and backend_xmin is not null and state = 'idle in transaction'`,
        )
        open.push(rows.length)
        return app.files.size(organizationId, wanted)
      },
    }
    const manifest = await writeBackup({ ownerUrl: app.directUrl, files: slow, file })
    expect(open.length).toBeGreaterThan(1)
    expect(new Set(open)).toEqual(new Set([0]))
    expect(manifest.gone).toEqual([{ organizationId: app.member.organizationId, name }])
    const kept = await withArchive(file, (archive) => Promise.resolve(archive.manifest))
    expect(kept.gone).toEqual(manifest.gone)
    expect(kept.files.map((one) => one.name)).not.toContain(name)
  })

  it('holds every table there is, but for those that are named', async () => {
    const { manifest } = await app.backup('tables.zip')
    const tables = await asOwner(app.directUrl, 'isolation level repeatable read, read only', ({ client }) =>
      tablesOf(client),
    )
    expect(manifest.tables.map(({ name }) => name)).toEqual(keptTables(tables).map(({ name }) => name))
    expect(manifest.tables.map(({ name }) => name)).not.toContain('session')
    expect(fs.statSync(path.join(app.folder, 'tables.zip')).mode & 0o777).toBe(0o600)
    expect(fs.readdirSync(app.folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('opens: people sign in, see their records and pictures, go on working, and isolation holds', async () => {
    const { file } = await app.backup('opens.zip')
    const target = await app.emptyTarget()
    const files = app.storeOf('opened')
    await app.restore(file, target, files)
    const { client, close } = await app.opened(target, files)
    try {
      expect(await schemaDrift(target.directUrl)).toBe('')
      const properties = await client.get('/api/properties')
      expect(properties.json).toMatchObject([{ id: app.member.propertyId, city: 'Χανιά' }])
      const address = (await addressesOf(client, app.pictureId))[app.pictureId]!['320']!
      const picture = await client.request('GET', address)
      expect(picture).toMatchObject({ status: 200 })
      expect(picture.headers.get('content-type')).toMatch(/^image\//)
      const created = await client.create('properties', { propertyType: 'APARTMENT', city: 'Βόλος' })
      expect(created['reference']).not.toBe((properties.json as { reference: string }[])[0]?.reference)
      const foreign = await signedIn(app)
      const other = await client.get(`/api/properties/${app.member.propertyId}`, {
        'x-organization-id': foreign.organizationId,
      })
      expect(other.status).toBeGreaterThanOrEqual(403)
    } finally {
      await close()
    }
  })

  it('has no session, and history is old news to event streams and webhooks', async () => {
    const { file } = await app.backup('news.zip')
    const target = await app.emptyTarget()
    await app.restore(file, target)
    const database = openDatabase({ url: target.directUrl, preparedStatements: true, connections: 1 })
    try {
      const { rows } = await database.pool.query('select count(*)::int as sessions from session')
      expect(rows).toEqual([{ sessions: 0 }])
      const seen = await database.pool.query<{ told: number; written: number }>(
        `select set_config('role', 'oikion_tenant', false), set_config('app.organization_id', '${app.member.organizationId}', false);
         select count(xact)::int as told, count(*)::int as written from activity`,
      )
      const last = (seen as unknown as { rows: { told: number; written: number }[] }[])[1]!.rows[0]!
      expect(last.told).toBe(0)
      expect(last.written).toBeGreaterThan(0)
    } finally {
      await database.close()
    }
  })

  it('continues the jobs that were not over', async () => {
    await uploaded(app.member.client, app.member.propertyId, { name: 'late.jpg', bytes: await jpeg(80, 50) })
    const { file, manifest } = await app.backup('jobs.zip')
    expect(manifest.jobs?.rows).toBeGreaterThan(0)
    const target = await app.emptyTarget()
    await app.restore(file, target)
    const waiting = await asOwner(target.directUrl, 'isolation level repeatable read, read only', ({ query }) =>
      query<{ name: string; state: string }>(`select name, state::text from pgboss.job`),
    )
    expect(waiting).toHaveLength(manifest.jobs!.rows)
    expect(waiting).toContainEqual({ name: 'media', state: 'created' })
    await app.makeSizes()
  })
})

it('a picture whose sizes were made between rows and files is whole after a restore', async () => {
  const sent = { name: 'between.jpg', bytes: await jpeg(90, 60) }
  const [picture] = await uploaded(app.member.client, app.member.propertyId, sent)
  let listed = 0
  const files = {
    ...app.files,
    list: async (organizationId: string) => {
      const found = await app.files.list(organizationId)
      // Listed with its original, which is gone by the time it is read.
      if (listed++ === 0) await app.makeSizes()
      return found
    },
  }
  const file = path.join(app.folder, 'between.zip')
  await writeBackup({ ownerUrl: app.directUrl, files, file })
  const target = await app.emptyTarget()
  const store = app.storeOf('between')
  await app.restore(file, target, store)
  const database = openDatabase({ url: target.directUrl, preparedStatements: true, connections: 2 })
  try {
    const handler = mediaHandler({ database, files: store, log: pino({ level: 'silent' }), now: () => new Date() })
    const job = { lock: 'a picture', organizationId: app.member.organizationId, mediaId: picture!.id }
    expect(await handler.run(job, 0, new AbortController().signal)).toBe('done')
    const rows = await database.read(
      { organizationId: app.member.organizationId, userId: '' },
      sql`select width, height, processed_at is not null as made, broken_at from media where id = ${picture!.id}::uuid`,
    )
    expect(rows).toEqual([{ width: 90, height: 60, made: true, broken_at: null }])
  } finally {
    await database.close()
  }
})

it('of an earlier Oikion it is brought to the present', async () => {
  const migrations = migrationsOnDisk()
  const source = await app.emptyTarget()
  const earlier = migrations.filter(({ name }) => name < '20261130')
  await migrate(source.directUrl, { log: () => undefined, migrations: earlier })
  await asOwner(source.directUrl, 'read write', ({ query }) =>
    query(`insert into "user" (id, email, name) values (gen_random_uuid(), 'earlier@example.com', 'Earlier')`),
  )
  const file = path.join(app.folder, 'earlier.zip')
  const manifest = await writeBackup({ ownerUrl: source.directUrl, files: app.storeOf('none'), file })
  expect(manifest.migrations).toEqual(earlier.map(({ name }) => name))
  expect(manifest.jobs).toBeUndefined()

  const target = await app.emptyTarget()
  await app.restore(file, target)
  await asOwner(target.directUrl, 'isolation level repeatable read, read only', async ({ client, query }) => {
    expect(await pendingMigrations(client)).toEqual([])
    expect(await query('select email from "user"')).toEqual([{ email: 'earlier@example.com' }])
  })
})

it('from a bucket into a bucket', async () => {
  const store = await s3Server('THEKEY')
  try {
    const files = await s3Files({
      bucket: 'bucket',
      region: 'eu-test-1',
      endpoint: store.url,
      credentials: { accessKeyId: 'THEKEY', secretAccessKey: 'secret' },
      pathStyle: true,
      direct: false,
    })
    for (const { name } of await app.files.list(app.member.organizationId)) {
      await files.write(app.member.organizationId, name, app.files.read(app.member.organizationId, name))
    }
    const file = path.join(app.folder, 'bucket.zip')
    const manifest = await writeBackup({ ownerUrl: app.directUrl, files, file })
    expect(manifest.files.length).toBeGreaterThan(0)
    for (const { name } of manifest.files) await files.remove(app.member.organizationId, name)
    await app.restore(file, await app.emptyTarget(), files)
    for (const { name, size } of manifest.files) expect(await files.size(app.member.organizationId, name)).toBe(size)
  } finally {
    await store.close()
  }
})
