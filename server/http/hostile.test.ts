import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { problemTypes } from '../errors.ts'
import { signedIn, testApp, type TestApp } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'

let app: TestApp
let client: TestClient
let memberId: string
beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  ;({ client, memberId } = await signedIn(app))
})
afterAll(() => app.close())

const flat = { propertyType: 'APARTMENT', city: 'Αθήνα' }

/** Whatever was refused, nothing was written and the server answers. */
async function expectNothingWritten(): Promise<void> {
  const answer = await client.get('/api/properties')
  expect(answer.status).toBe(200)
  expect(answer.json).toEqual([])
}

describe('POST /api/properties refuses the field, and writes nothing', () => {
  const cases: [what: string, extra: Record<string, unknown>, pointer: string][] = [
    [
      'mass assignment of organizationId',
      { organizationId: '0189f7f0-0000-7000-8000-000000000000' },
      '/organizationId',
    ],
    ['mass assignment of id', { id: '0189f7f0-0000-7000-8000-000000000000' }, '/id'],
    ['mass assignment of createdBy', { createdBy: '0189f7f0-0000-7000-8000-000000000000' }, '/createdBy'],
    ['mass assignment of version', { version: 7 }, '/version'],
    ['mass assignment of deletedAt', { deletedAt: null }, '/deletedAt'],
    ['a read-only field', { publishedAt: '2026-01-01T00:00:00Z' }, '/publishedAt'],
    ['an unknown field', { colour: 'blue' }, '/colour'],
    ['a field named like a prototype key', JSON.parse('{"__proto__x":1}') as Record<string, unknown>, '/__proto__x'],
    ['a wrong type', { listPrice: '250000' }, '/listPrice'],
    ['a negative price', { listPrice: -1 }, '/listPrice'],
    ['a price beyond the limit', { listPrice: 1_000_000_000 }, '/listPrice'],
    ['thousandths of a euro', { listPrice: 1.001 }, '/listPrice'],
    ['too many bedrooms', { bedroomsTotal: 51 }, '/bedroomsTotal'],
    ['half a bedroom', { bedroomsTotal: 1.5 }, '/bedroomsTotal'],
    ['a year too far ahead', { yearBuilt: new Date().getFullYear() + 6 }, '/yearBuilt'],
    ['an unknown choice', { propertyType: 'CASTLE' }, '/propertyType'],
    ['an empty city', { city: '   ' }, '/city'],
    ['a city too long', { city: 'x'.repeat(101) }, '/city'],
    ['NUL bytes', { city: 'a\0b' }, '/city'],
    ['a mark that turns the direction', { city: 'a\u202eb' }, '/city'],
    ['half a surrogate pair', { city: 'a\ud800b' }, '/city'],
    ['an object for text', { city: { $ne: 1 } }, '/city'],
    ['a reference to nothing', { ownerId: '0189f7f0-0000-7000-8000-000000000000' }, '/ownerId'],
    ['a reference to a record of another kind', { ownerId: 'MEMBER' }, '/ownerId'],
  ]
  for (const [what, extra, pointer] of cases) {
    it(what, async () => {
      const body = extra['ownerId'] === 'MEMBER' ? { ...flat, ownerId: memberId } : { ...flat, ...extra }
      const answer = await client.post('/api/properties', body)
      expect(answer.status).toBe(422)
      const { errors } = answer.json as { errors: { pointer: string }[] }
      expect(errors.map((error) => error.pointer)).toContain(pointer)
      await expectNothingWritten()
    })
  }
})

describe('bodies that cannot be read', () => {
  const json = { 'content-type': 'application/json' }
  const cases: [
    what: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
    status: number,
    problem: string,
  ][] = [
    ['broken JSON', '{"city": "Αθήνα",}', json, 400, 'bad-request'],
    ['an unclosed string', '{"city": "Αθή', json, 400, 'bad-request'],
    ['a bare value', '42', json, 400, 'bad-request'],
    ['an array', '[]', json, 422, 'validation'],
    ['lists in lists without end', '['.repeat(100_000) + ']'.repeat(100_000), json, 422, 'validation'],
    ['invalid UTF-8', Uint8Array.from([0x7b, 0x22, 0x63, 0xff, 0x22, 0x3a, 0x31, 0x7d]), json, 400, 'bad-request'],
    ['10 MB', JSON.stringify({ city: 'x'.repeat(10_000_000) }), json, 413, 'too-large'],
    ['a form', 'city=a', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type'],
    [
      'an unknown charset',
      '{}',
      { 'content-type': 'application/json; charset=klingon' },
      415,
      'unsupported-media-type',
    ],
    ['no gzip at all', 'garbage', { ...json, 'content-encoding': 'gzip' }, 400, 'bad-request'],
    ['random bytes', Uint8Array.from(randomBytes(1000)), json, 400, 'bad-request'],
  ]
  for (const [what, body, headers, status, problem] of cases) {
    it(`${what}: ${status} ${problem}`, async () => {
      const answer = await client.request('POST', '/api/properties', { body, headers })
      expect(answer.status).toBe(status)
      expect(answer.json).toMatchObject({ type: `urn:oikion:problem:${problem}`, status })
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      await expectNothingWritten()
    })
  }
})

describe('addresses and headers', () => {
  it('an id that is no UUID, a broken escape and an unknown path are 404, 400, 404', async () => {
    expect((await client.get('/api/properties/1%27%20or%201=1')).status).toBe(404)
    expect((await client.get('/api/properties/%ff')).status).toBe(400)
    expect((await client.get('/api/properties?city=%ff')).status).toBe(400)
    expect((await client.get('/api/nothing')).status).toBe(404)
  })

  it('an unreadable If-Match is 412, an unreadable organization 400', async () => {
    const record = await client.create('properties', flat)
    expect((await client.patch(`/api/properties/${record.id}`, { city: 'x' }, { 'if-match': 'three' })).status).toBe(
      412,
    )
    expect((await client.get('/api/properties', { 'x-organization-id': "' or true" })).status).toBe(400)
  })

  it('a write from another site is refused although the cookie is right', async () => {
    const headers = [
      ['sec-fetch-site', 'cross-site'],
      ['sec-fetch-site', 'same-site'],
      ['origin', 'https://evil.example'],
    ] as const
    for (const [name, value] of headers) {
      const answer = await client.post('/api/properties', flat, { [name]: value })
      expect(answer.json).toMatchObject({ status: 403, type: 'urn:oikion:problem:cross-site' })
    }
    await expectNothingWritten()
    expect((await client.post('/api/properties', flat, { origin: app.url })).status).toBe(201)
  })

  it('API answers are not cached, and errors tell nothing of the inside', async () => {
    const answer = await client.get('/api/properties?nonsense=1')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.text).not.toMatch(/select|postgres|node_modules|\.ts/i)
  })
})

it('the table of problems in the README is the code', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| (\d{3}) \| `([a-z-]+)` \|/gm)].map(([, status, name]) => [name, Number(status)])
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(Object.entries(problemTypes).map(([name, [status]]) => [name, status])),
  )
})
