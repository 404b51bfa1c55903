import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addressesOf, mediaApp, uploaded, withProperty } from '../test/mediaApp.ts'
import { jpeg, pdf, svg } from '../test/pictures.ts'
import { s3Server } from '../test/s3Server.ts'
import { purgeMediaFiles } from './purge.ts'
import { s3Files } from './s3Files.ts'

let store: Awaited<ReturnType<typeof s3Server>>
let at = new Date()
beforeAll(async () => {
  store = await s3Server('THEKEY', () => at)
})
afterAll(() => store.close())

const settings = () => ({
  bucket: 'bucket',
  region: 'eu-test-1',
  endpoint: store.url,
  credentials: { accessKeyId: 'THEKEY', secretAccessKey: 'the secret' },
  pathStyle: true,
  direct: true,
})

it('keeps, reads, lists and removes like a folder', async () => {
  const files = await s3Files(settings())
  const [a, b] = ['organization-a', 'organization-b']
  expect(await files.write(a, 'one', Readable.from(['some ', 'words']))).toBe(10)
  for (const name of ['two', 'three']) await files.write(b, name, Readable.from([name]))
  expect(await text(files.read(a, 'one'))).toBe('some words')
  expect(await text(files.read(a, 'one', { start: 5, end: 6 }))).toBe('wo')
  expect([await files.size(a, 'one'), await files.size(b, 'one')]).toEqual([10, undefined])
  expect([await files.exists(b, 'two'), await files.exists(a, 'two')]).toEqual([true, false])
  expect(await files.organizations()).toEqual([a, b])
  expect((await files.list(b)).map(({ name }) => name)).toEqual(['three', 'two'])
  await files.remove(b, 'two')
  expect((await files.list(b)).map(({ name }) => name)).toEqual(['three'])
  await expect(text(files.read(b, 'two'))).rejects.toThrow()
  expect(store.unsigned).toEqual([])
})

it('keeps nothing of what is too long or breaks off', async () => {
  const files = await s3Files(settings())
  await expect(files.write('c', 'long', Readable.from(['12345', '67']), 6)).rejects.toMatchObject({ status: 413 })
  const broken = Readable.from(
    (async function* () {
      yield await Promise.resolve('begun')
      throw new Error('gone')
    })(),
  )
  await expect(files.write('c', 'broken', broken)).rejects.toThrow('gone')
  await expect(files.write('../c', 'a', Readable.from(['x']))).rejects.toThrow('Not a file name')
  expect(await files.list('c')).toEqual([])
})

it('knows where browsers will go, without asking', async () => {
  const origins = {
    [store.url]: settings(),
    'https://bucket.s3.example': { ...settings(), endpoint: 'https://s3.example', pathStyle: false },
    'https://bucket.s3.eu-test-1.amazonaws.com': { ...settings(), endpoint: undefined, pathStyle: false },
  }
  for (const [origin, given] of Object.entries(origins)) expect((await s3Files(given)).origin).toBe(origin)
  expect((await s3Files({ ...settings(), direct: false })).origin).toBeUndefined()
})

it('carries uploads, sizes and purges; browsers fetch from it until an address ends', async () => {
  const files = await s3Files(settings())
  const app = await mediaApp({ files, now: () => at })
  try {
    const { client, organizationId, propertyId } = await withProperty(app)
    const policy = (await client.get('/healthz')).headers.get('content-security-policy')
    expect(policy).toContain(`img-src 'self' data: blob: ${store.url}`)
    const [picture, document] = await uploaded(
      client,
      propertyId,
      { name: 'Θέα.jpg', bytes: await jpeg(400, 300) },
      { name: 'Όροι.pdf', bytes: pdf() },
    )
    const refused = await client.request('POST', `/api/media/upload?propertyId=${propertyId}`, {
      body: `--x\r\nContent-Disposition: form-data; name="f"; filename="a.svg"\r\n\r\n${String(svg)}\r\n--x--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    })
    expect(refused.status).toBe(415)
    await app.makeSizes()
    const names = ['1024', '2048', '320', 'full'].map((variant) => `media.${picture?.id}.${variant}`)
    expect(await app.stored(organizationId)).toEqual([...names, `media.${document?.id}.original`].sort())

    const addresses = await addressesOf(client, picture?.id ?? '', document?.id ?? '')
    const shown = addresses[picture?.id ?? '']?.['320'] ?? ''
    expect(shown.startsWith(`${store.url}/bucket/${organizationId}/media.${picture?.id}.320?`)).toBe(true)
    expect(await addressesOf(client, picture?.id ?? '')).toMatchObject({ [picture?.id ?? '']: { 320: shown } })
    const seen = await fetch(shown)
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect(seen.headers.get('cache-control')).toMatch(/^private, max-age=7200/)
    const kept = await fetch(addresses[document?.id ?? '']?.['full'] ?? '')
    expect(kept.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('Όροι.pdf')}`)
    expect(store.unsigned).toEqual([])

    const before = at
    at = new Date(before.getTime() + 2 * 3_600_000)
    expect((await fetch(shown)).status).toBe(403)
    at = before
    expect((await fetch(shown.replace(/\?.*/, ''))).status).toBe(403)
    await files.write(organizationId, 'media.0189f7f0-0000-7000-8000-00000000dead.original', Readable.from(['x']))
    expect(await purgeMediaFiles(app.database, files, new Date(at.getTime() + 3_700_000))).toBe(1)
  } finally {
    await app.close()
  }
})

it('stays behind the server where browsers cannot reach it', async () => {
  const app = await mediaApp({ files: await s3Files({ ...settings(), direct: false }), now: () => at })
  try {
    const { client, propertyId } = await withProperty(app)
    const [document] = await uploaded(client, propertyId, { name: 'a.pdf', bytes: pdf(1000) })
    const { full = '' } = (await addressesOf(client, document?.id ?? ''))[document?.id ?? ''] ?? {}
    expect(full.startsWith('/api/files/')).toBe(true)
    const part = await fetch(app.url + full, { headers: { range: 'bytes=0-3' } })
    expect([part.status, await part.text()]).toEqual([206, '%PDF'])
  } finally {
    await app.close()
  }
})
