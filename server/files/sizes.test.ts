import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addressesOf, mediaApp, uploaded, withProperty, type MediaApp } from '../test/mediaApp.ts'
import { heic, jpeg, photo, png } from '../test/pictures.ts'
import { originalOf } from './mediaFiles.ts'

let app: MediaApp
beforeAll(async () => {
  app = await mediaApp()
})
afterAll(() => app.close())

async function made(name: string, bytes: Buffer) {
  const member = await withProperty(app)
  const [record] = await uploaded(member.client, member.propertyId, { name, bytes })
  const id = record?.id ?? ''
  expect(await app.makeSizes()).toEqual([id])
  const { [id]: addresses = {} } = await addressesOf(member.client, id)
  const shown = (await member.client.get(`/api/media/${id}`)).json as Record<string, unknown>
  const fetched = async (variant: string) =>
    Buffer.from(await (await fetch(`${app.url}${addresses[variant]}`)).arrayBuffer())
  return { ...member, id, shown, fetched }
}

it('a phone’s photo comes upright, in three sizes and whole, and nowhere says where it was taken', async () => {
  const original = await photo()
  expect((await sharp(original).metadata()).exif?.includes('GPS') || original.includes('Phone')).toBe(true)
  const { id, organizationId, shown, fetched } = await made('IMG_0001.JPG', original)
  expect(shown).toMatchObject({
    width: 2000,
    height: 3000,
    contentType: 'image/jpeg',
    processedAt: expect.any(String) as string,
    brokenAt: null,
  })
  const sizes: Record<string, [number, number]> = {
    320: [213, 320],
    1024: [683, 1024],
    2048: [1365, 2048],
    full: [2000, 3000],
  }
  let bytes = 0
  for (const [variant, [width, height]] of Object.entries(sizes)) {
    const file = await fetched(variant)
    bytes += file.length
    const { orientation, exif, xmp, iptc, icc, ...facts } = await sharp(file).metadata()
    expect([variant, facts.width, facts.height]).toEqual([variant, width, height])
    expect([orientation, exif, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect(file.includes('Phone') || file.includes('Exif')).toBe(false)
  }
  expect(shown['byteSize']).toBe(bytes)
  const names = ['1024', '2048', '320', 'full'].map((variant) => `media.${id}.${variant}`)
  expect(await app.stored(organizationId)).toEqual(names)
})

it('a phone’s HEIC becomes a JPEG', async () => {
  const { shown, fetched } = await made('IMG_0002.HEIC', heic())
  expect(shown).toMatchObject({ width: 96, height: 64, contentType: 'image/jpeg', fileName: 'IMG_0002.HEIC' })
  const { data } = await sharp(await fetched('full'))
    .raw()
    .toBuffer({ resolveWithObject: true })
  // Its upper left corner is blue.
  expect([...data.subarray(0, 3)].map((value) => Math.round(value / 32))).toEqual([1, 2, 4])
  const { format, exif, width } = await sharp(await fetched('320')).metadata()
  expect([format, exif, width]).toEqual(['webp', undefined, 96])
})

it('a drawing stays without loss', async () => {
  const { shown, fetched } = await made('plan.png', await png())
  expect(shown).toMatchObject({ width: 60, height: 40, contentType: 'image/png' })
  expect((await sharp(await fetched('full')).metadata()).format).toBe('png')
})

it('a picture that turns out to be broken is marked, opens nowhere, and can be deleted', async () => {
  const { client, organizationId, propertyId } = await withProperty(app)
  const [record] = await uploaded(client, propertyId, { name: 'a.jpg', bytes: await jpeg() })
  const id = record?.id ?? ''
  await app.files.write(organizationId, originalOf(id), Readable.from([(await photo()).subarray(0, 20_000)]))
  await app.makeSizes()
  const shown = (await client.get(`/api/media/${id}`)).json
  expect(shown).toMatchObject({ processedAt: null, brokenAt: expect.any(String) as string })
  expect(await addressesOf(client, id)).toEqual({ [id]: {} })
  expect((await client.delete(`/api/media/${id}`)).status).toBe(200)
})

it('a picture whose file is gone is broken too', async () => {
  const { client, organizationId, propertyId } = await withProperty(app)
  const [record] = await uploaded(client, propertyId, { name: 'a.jpg', bytes: await jpeg() })
  await app.files.remove(organizationId, originalOf(record?.id ?? ''))
  await app.makeSizes()
  expect((await client.get(`/api/media/${record?.id}`)).json).toMatchObject({ brokenAt: expect.any(String) as string })
})

it('is done anew after a kill, and once only', async () => {
  const { client, organizationId, propertyId } = await withProperty(app)
  const [record] = await uploaded(client, propertyId, { name: 'a.jpg', bytes: await jpeg(2100, 100) })
  const id = record?.id ?? ''
  // What a server that was killed in the middle has left.
  await app.files.write(organizationId, `media.${id}.320`, Readable.from(['half']))
  const { rows } = await app.database.pool.query<{ data: object }>(`select data from pgboss.job where name = 'media'`)
  await app.makeSizes()
  const before = (await client.get(`/api/media/${id}`)).json
  expect(before).toMatchObject({ width: 2100, version: 1 })
  // Killed after the commit, before the original went: the job comes again.
  await app.files.write(organizationId, originalOf(id), Readable.from([await photo()]))
  await app.database.pool.query(`insert into pgboss.job (name, data) values ('media', $1)`, [rows[0]?.data])
  await app.makeSizes()
  expect((await client.get(`/api/media/${id}`)).json).toEqual(before)
  expect(await app.stored(organizationId)).not.toContain(originalOf(id))
})
