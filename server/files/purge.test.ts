import { Readable } from 'node:stream'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { mediaApp, uploaded, withProperty, type MediaApp } from '../test/mediaApp.ts'
import { jpeg, pdf } from '../test/pictures.ts'
import { originalOf } from './mediaFiles.ts'
import { purgeMediaFiles } from './purge.ts'

let app: MediaApp
beforeAll(async () => {
  app = await mediaApp()
})
afterAll(() => app.close())

const purge = (minutes: number) => purgeMediaFiles(app.database, app.files, new Date(Date.now() + minutes * 60_000))

it('files without a row go after an hour, and originals that are no longer wanted; nothing else does', async () => {
  const { client, organizationId, propertyId } = await withProperty(app)
  const [made, document, trashed] = await uploaded(
    client,
    propertyId,
    { name: 'a.jpg', bytes: await jpeg() },
    { name: 'b.pdf', bytes: pdf() },
    { name: 'c.pdf', bytes: pdf() },
  )
  await app.makeSizes()
  const [waiting] = await uploaded(client, propertyId, { name: 'd.jpg', bytes: await jpeg() })
  await client.delete(`/api/media/${trashed?.id}`)
  const right = await app.stored(organizationId)
  const keep = (name: string) => app.files.write(organizationId, name, Readable.from(['x']))
  const wrong = [originalOf(uuid()), `media.${uuid()}.320`, `${originalOf(uuid())}.part`, originalOf(made?.id ?? '')]
  for (const name of wrong) await keep(name)
  const others = [uuid(), `${uuid()}.refused`]
  for (const name of others) await keep(name)

  expect(await purge(59)).toBe(0)
  expect(await purge(61)).toBe(wrong.length)
  expect(await app.stored(organizationId)).toEqual([...right, ...others].sort())
  expect(right).toEqual(expect.arrayContaining([document, trashed, waiting].map((each) => originalOf(each?.id ?? ''))))

  await app.database.withOrganization({ organizationId, userId: '' }, (tx) =>
    tx.query(sql`delete from media where organization_id = ${organizationId}::uuid and deleted_at is not null`),
  )
  expect(await purge(61)).toBe(1)
  expect(await app.stored(organizationId)).not.toContain(originalOf(trashed?.id ?? ''))
})
