import fs from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tablesOf } from '../database/catalog.ts'
import { asOwner } from '../database/ownerConnection.ts'
import type { TestDatabase } from '../database/testing.ts'
import { variantOf } from '../files/mediaFiles.ts'
import { backupApp, type BackupApp } from '../test/backupApp.ts'
import { withArchive } from './openArchive.ts'

let app: BackupApp
beforeAll(async () => {
  app = await backupApp()
})
afterAll(() => app.close())

const tablesIn = ({ directUrl }: TestDatabase) =>
  asOwner(
    directUrl,
    'isolation level repeatable read, read only',
    async ({ client }) => (await tablesOf(client)).length,
  )

describe('a backup that cannot be restored is refused before anything is written', () => {
  const refused = async (file: string, why: string) => {
    const target = await app.emptyTarget()
    const files = app.storeOf(`refused ${path.basename(file)}`)
    await expect(app.restore(file, target, files)).rejects.toThrow(why)
    expect(await tablesIn(target)).toBe(0)
    expect(await files.organizations()).toEqual([])
  }

  it('cut off', async () => {
    const { file } = await app.backup('cut.zip')
    fs.truncateSync(file, Math.floor(fs.statSync(file).size * 0.9))
    await refused(file, 'is damaged')
  })

  it('one byte of a file or a table changed', async () => {
    const stored = await buffer(app.files.read(app.member.organizationId, variantOf(app.pictureId, '320')))
    // Files stand in it as they are; of a table, its bytes follow its name.
    const places = [
      (bytes: Buffer) => bytes.indexOf(stored) + 10,
      (bytes: Buffer) => bytes.indexOf('tables/activity.csv') + 80,
    ]
    for (const [number, place] of places.entries()) {
      const { file } = await app.backup(`changed ${number}.zip`)
      const bytes = fs.readFileSync(file)
      const at = place(bytes)
      bytes[at] = bytes[at]! ^ 0x55
      fs.writeFileSync(file, bytes)
      await refused(file, 'is damaged')
    }
  })

  it('something else, or nothing', async () => {
    const file = path.join(app.folder, 'text.zip')
    fs.writeFileSync(file, 'no archive')
    await refused(file, 'no whole ZIP')
    await refused(path.join(app.folder, 'missing.zip'), 'no such file')
  })

  it('of a newer program', async () => {
    await app.database.pool.query(
      `insert into "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
       values ('newer', 'x', '29990101000000_newer', now(), 1)`,
    )
    const { file } = await app
      .backup('newer.zip')
      .finally(() => app.database.pool.query(`delete from "_prisma_migrations" where id = 'newer'`))
    await refused(file, 'newer Oikion')
  })

  it('into a database with rows, or with tables of others', async () => {
    const { file } = await app.backup('used.zip')
    const used = await app.emptyTarget({ empty: false })
    await asOwner(used.directUrl, 'read write', ({ query }) =>
      query(`insert into "user" (id, email, name) values (gen_random_uuid(), 'somebody@example.com', 'Somebody')`),
    )
    await expect(app.restore(file, used)).rejects.toThrow('not empty')
    const foreign = await app.emptyTarget()
    await asOwner(foreign.directUrl, 'read write', ({ query }) => query('create table theirs (id int)'))
    await expect(app.restore(file, foreign)).rejects.toThrow('it has the table theirs')
  })

  it('whole all the same: the archive can be looked through without restoring', async () => {
    const { file, manifest } = await app.backup('checked.zip')
    const found = await withArchive(file, ({ manifest }) => Promise.resolve(manifest))
    expect(found).toEqual(JSON.parse(JSON.stringify(manifest)))
  })
})

it('a database that a server has prepared but nobody has used is empty enough, and a restore that broke off is taken up', async () => {
  const { file } = await app.backup('prepared.zip')
  const target = await app.emptyTarget({ empty: false })
  const files = app.storeOf('broken')
  let isBroken = true
  const broken = {
    ...files,
    write: (...args: Parameters<typeof files.write>) =>
      isBroken ? Promise.reject(new Error('full')) : files.write(...args),
  }
  await expect(app.restore(file, target, broken)).rejects.toThrow('full')
  isBroken = false
  await app.restore(file, target, broken)
  const { client, close } = await app.opened(target, files)
  expect((await client.get('/api/properties')).json).toHaveLength(1)
  await close()
})
