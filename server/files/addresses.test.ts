import { afterAll, beforeAll, expect, it } from 'vitest'
import { addressesOf, mediaApp, uploaded, withProperty, type MediaApp } from '../test/mediaApp.ts'
import { jpeg, pdf } from '../test/pictures.ts'
import { signedIn } from '../test/testApp.ts'

let app: MediaApp
let at = new Date()
beforeAll(async () => {
  app = await mediaApp({ now: () => at })
})
afterAll(() => app.close())

const hours = (count: number) => count * 3_600_000
const open = (address: string | undefined, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${address ?? '/missing'}`, { headers })

/** A picture and a document whose addresses are known. */
async function kept() {
  const member = await withProperty(app)
  const [picture, document] = await uploaded(
    member.client,
    member.propertyId,
    { name: 'Θέα.jpg', bytes: await jpeg(600, 400) },
    { name: 'Συμβόλαιο "1".pdf', bytes: pdf(1000) },
  )
  const ids = { picture: picture?.id ?? '', document: document?.id ?? '' }
  await app.makeSizes()
  return { ...member, ids, addresses: await addressesOf(member.client, ids.picture, ids.document) }
}

it('opens a picture in its sizes without a session, and whole for keeping', async () => {
  const { ids, addresses } = await kept()
  const of = addresses[ids.picture] ?? {}
  expect(Object.keys(of)).toEqual(['320', '1024', '2048', 'full'])
  for (const size of ['320', '1024', '2048']) {
    const answer = await open(of[size])
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect(answer.headers.get('content-disposition')).toBe('inline')
    expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=\d+, immutable$/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const bytes = await answer.arrayBuffer()
    expect(bytes.byteLength).toBe(Number(answer.headers.get('content-length')))
  }
  const whole = await open(of['full'])
  expect(whole.headers.get('content-type')).toBe('image/jpeg')
  expect(whole.headers.get('content-disposition')).toBe(
    `attachment; filename="???.jpg"; filename*=UTF-8''${encodeURIComponent('Θέα.jpg')}`,
  )
})

it('opens a document as a file to keep, in a sandbox, and in parts', async () => {
  const { ids, addresses } = await kept()
  const of = addresses[ids.document] ?? {}
  expect(Object.keys(of)).toEqual(['full'])
  const answer = await open(of['full'])
  expect(answer.headers.get('content-type')).toBe('application/pdf')
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="\?+ \\"1\\"\.pdf"; filename\*=UTF-8''/,
  )
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf(1000))
  const part = await open(of['full'], { range: 'bytes=5-7' })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 5-7/1000', '1.7'])
  expect((await open(of['full'], { range: 'bytes=2000-' })).status).toBe(416)
  const head = await fetch(`${app.url}${of['full']}`, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '1000'])
})

it('opens nothing once it is altered or has ended', async () => {
  const { ids, addresses } = await kept()
  const other = await kept()
  const good = new URL(`${app.url}${addresses[ids.picture]?.['320']}`)
  const altered = (change: (address: URL) => void) => {
    const address = new URL(good)
    change(address)
    return fetch(address)
  }
  const attempts: Record<string, Response> = {
    'another size': await altered((address) => (address.pathname = address.pathname.replace('/320', '/full'))),
    'another file': await altered(
      (address) => (address.pathname = address.pathname.replace(ids.picture, ids.document)),
    ),
    'another organization’s file': await altered(
      (address) => (address.pathname = address.pathname.replace(ids.picture, other.ids.picture)),
    ),
    'another organization': await altered((address) => address.searchParams.set('organization', other.organizationId)),
    'a later end': await altered((address) => address.searchParams.set('expires', String(at.getTime() + hours(1000)))),
    'no signature': await altered((address) => address.searchParams.delete('signature')),
    'a guessed signature': await altered((address) => address.searchParams.set('signature', 'A'.repeat(43))),
    'an original': await altered((address) => (address.pathname = address.pathname.replace('/320', '/original'))),
  }
  for (const [what, { status, headers }] of Object.entries(attempts)) {
    expect([what, status, headers.get('cache-control')]).toEqual([what, 404, 'no-store'])
  }
  const before = at
  try {
    expect((await fetch(good)).status).toBe(200)
    at = new Date(before.getTime() + hours(2))
    expect((await fetch(good)).status).toBe(404)
  } finally {
    at = before
  }
})

it('stays the same for an hour, and then is another', async () => {
  const { client, ids, addresses } = await kept()
  const before = at
  try {
    at = new Date(Math.floor(before.getTime() / hours(1)) * hours(1) + 1)
    const first = await addressesOf(client, ids.picture)
    at = new Date(at.getTime() + hours(1) - 2)
    expect(await addressesOf(client, ids.picture)).toEqual(first)
    expect(first[ids.picture]).toEqual(addresses[ids.picture])
    at = new Date(at.getTime() + 2)
    expect(await addressesOf(client, ids.picture)).not.toEqual(first)
  } finally {
    at = before
  }
})

it('is given for what one may see, and ends with what is moved to the trash', async () => {
  const { client, organizationId, propertyId, ids, addresses } = await kept()
  const { client: viewer } = await signedIn(app, 'VIEWER', organizationId)
  expect(Object.keys(await addressesOf(viewer, ids.picture))).toEqual([ids.picture])
  const { client: stranger } = await signedIn(app)
  expect(await addressesOf(stranger, ids.picture)).toEqual({})
  await client.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { properties: 'own' } } })
  const { client: agent } = await signedIn(app, 'AGENT', organizationId)
  expect(await addressesOf(agent, ids.picture)).toEqual({})

  expect((await open(addresses[ids.picture]?.['320'])).status).toBe(200)
  await client.delete(`/api/media/${ids.picture}`)
  expect((await open(addresses[ids.picture]?.['320'])).status).toBe(404)
  expect(await addressesOf(client, ids.picture)).toEqual({})

  const [waiting] = await uploaded(client, propertyId, { name: 'a.jpg', bytes: await jpeg() })
  expect(await addressesOf(client, waiting?.id ?? '')).toEqual({ [waiting?.id ?? '']: {} })
})

it('is asked for by up to a hundred ids, with a session', async () => {
  const { client, ids } = await kept()
  for (const query of ['', '?id=x', `?${Array.from({ length: 101 }, () => `id=${ids.picture}`).join('&')}`]) {
    expect((await client.get(`/api/files/addresses${query}`)).status).toBe(400)
  }
  expect((await open(`/api/files/addresses?id=${ids.picture}`)).status).toBe(401)
  expect((await open(`/api/files/${ids.picture}/320`)).status).toBe(404)
})
