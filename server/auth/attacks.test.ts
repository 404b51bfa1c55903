import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMember, addUser, signedIn, signIn, testApp, testEnv, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'
import { nextPath } from './nextPath.ts'

let app: TestApp
let clock = Date.now()
beforeAll(async () => {
  app = await testApp({ now: () => new Date(clock) })
})
afterAll(() => app.close())

const password = 'a password for tests'
const withCookie = (cookie: string) => {
  const client = new TestClient(app.url)
  client.cookie = cookie
  return client
}

describe('session fixation', () => {
  it('a session id planted before the sign-in is worth nothing after it', async () => {
    const { email } = await addMember(app)
    // A session without a sign-in: one that waits for Google, or for a code.
    const { rows } = await app.database.pool.query<{ sid: string }>(
      `insert into session (sid, sess, expire) values ('planted', '{"cookie":{"path":"/"}}', now() + interval '1 day') returning sid`,
    )
    expect(rows).toHaveLength(1)
    const client = withCookie('oikion.sid=s%3Aplanted.unsigned')
    await client.post('/api/auth/login', { email, password })
    expect(client.cookie).not.toContain('planted')
    expect((await withCookie('oikion.sid=s%3Aplanted.unsigned').get('/api/auth/me')).status).toBe(401)
  })

  it('signing in again gives a new id and ends the old one', async () => {
    const { client, email } = await signedIn(app)
    const before = client.cookie
    await client.post('/api/auth/login', { email, password })
    expect(client.cookie).not.toBe(before)
    expect((await withCookie(before).get('/api/auth/me')).status).toBe(401)
  })
})

describe('a write from another site', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const json = { 'content-type': 'application/json' }
  it.each([
    ['a form, told by Sec-Fetch-Site', { ...form, 'sec-fetch-site': 'cross-site' }],
    ['a form of a sibling host', { ...form, 'sec-fetch-site': 'same-site' }],
    ['a form, told by Origin', { ...form, origin: 'https://evil.example' }],
    ['a form from a sandbox', { ...form, origin: 'null' }],
    ['fetch with JSON, told by Sec-Fetch-Site', { ...json, 'sec-fetch-site': 'cross-site' }],
    ['fetch with JSON, told by Origin', { ...json, origin: 'https://evil.example' }],
    ['fetch, an Origin that only begins like ours', { ...json, origin: 'http://127.0.0.1.evil.example' }],
  ])('by %s is refused and changes nothing', async (_name, headers) => {
    const { client } = await signedIn(app)
    for (const path of ['/api/clients', '/api/auth/logout', '/api/account/deletion', '/api/organizations']) {
      const body = 'name=x&phone=1'
      const answer = await client.request('POST', path, { body, headers })
      expect([answer.status, answer.json]).toMatchObject([403, { type: 'urn:oikion:problem:cross-site' }])
    }
    expect((await client.get('/api/clients')).json).toEqual([])
  })

  it('by a form without Origin is refused for what it is: not JSON', async () => {
    const { client } = await signedIn(app)
    const answer = await client.request('POST', '/api/clients', { body: 'name=x', headers: form })
    expect(answer.status).toBe(415)
    const account = await client.request('PATCH', '/api/account', { body: 'name=x', headers: form })
    expect(account.status).toBe(415)
  })

  it('cannot sign anybody in', async () => {
    const { email } = await addUser(app)
    const answer = await new TestClient(app.url).post('/api/auth/login', { email, password }, { origin: 'https://evil.example' }) // prettier-ignore
    expect(answer.status).toBe(403)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})

describe('a cookie', () => {
  it('without a session, or tampered with, is nobody’s', async () => {
    const { client } = await signedIn(app)
    const [name = '', value = ''] = client.cookie.split('=')
    const signed = decodeURIComponent(value)
    const changed = [
      `${name}=s%3Anothing.here`,
      `${name}=${value.slice(0, -4)}AAAA`,
      `${name}=${encodeURIComponent(signed.replace(/^s:./, (begin) => (begin === 's:x' ? 's:y' : 's:x')))}`,
      `${name}=${encodeURIComponent(signed.slice(2).split('.')[0] ?? '')}`,
      `${name}=`,
      `${name}=${'x'.repeat(4000)}`,
      `${name}=%`,
    ]
    for (const cookie of changed) expect((await withCookie(cookie).get('/api/auth/me')).status).toBe(401)
    expect((await client.get('/api/auth/me')).status).toBe(200)
  })

  it('of a session whose row is gone is nobody’s, also for a write', async () => {
    const { client, userId } = await signedIn(app)
    await app.database.pool.query(`delete from session where sess #>> '{passport,user}' = $1`, [userId])
    expect((await client.post('/api/clients', { name: 'x', phone: '1' })).status).toBe(401)
  })

  it('of a session of 14 idle or 30 days in all is nobody’s', async () => {
    const idle = await signedIn(app)
    await app.database.pool.query(`update session set expire = now() - interval '1 second'`)
    expect((await idle.client.get('/api/auth/me')).status).toBe(401)
    const member = await addMember(app)
    const client = await signIn(app, member)
    clock += 30 * 24 * 3600_000
    expect((await client.get('/api/auth/me')).status).toBe(200)
    clock += 1
    expect((await client.get('/api/auth/me')).status).toBe(401)
    clock = Date.now()
    expect((await client.get('/api/auth/me')).status).toBe(401)
  })

  it('in production is __Host-, Secure, HttpOnly and SameSite=Lax', async () => {
    const production = await testApp({ env: { ...testEnv, isProduction: true } })
    try {
      const { email } = await addUser(production)
      const headers = { 'x-forwarded-proto': 'https' }
      const answer = await new TestClient(production.url).post('/api/auth/login', { email, password }, headers)
      const cookies = answer.headers.getSetCookie()
      expect(cookies.map((cookie) => cookie.split('=')[0]).sort()).toEqual([
        '__Host-oikion.device',
        '__Host-oikion.sid',
      ])
      for (const cookie of cookies) {
        for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(part)
        expect(cookie).not.toContain('Domain')
      }
      expect(answer.headers.get('strict-transport-security')).toContain('max-age=')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    } finally {
      await production.close()
    }
  })
})

describe('the way on after signing in', () => {
  it.each([
    'https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/%09/evil.example/..//x',
    'javascript:alert(1)', 'data:text/html,x', 'evil.example', '', '/..//evil.example', '/./\\evil.example', 'http:evil.example', '/a/../..//evil.example/',
  ])('%j stays on this site', (wanted) => {
    const path = nextPath(wanted)
    expect(path.startsWith('/')).toBe(true)
    expect(new URL(path, 'https://oikion.example').origin).toBe('https://oikion.example')
    expect(path).not.toMatch(/^[/\\]{2}/)
  }) // prettier-ignore

  it.each(['/o/aegean/properties?status=ACTIVE#x', '/account/security'])('%s is kept', (wanted) => {
    expect(nextPath(wanted)).toBe(wanted)
  })

  it.each([undefined, ['/a', '/b'], { a: 1 }])('%j is none', (wanted) => {
    expect(nextPath(wanted)).toBe('/')
  })
})

describe('oversized requests', () => {
  it('with 20 kB of headers are refused and harm nobody else', async () => {
    const { client } = await signedIn(app)
    const answer = await client.get('/api/auth/me', { 'x-large': 'x'.repeat(20_000) })
    expect(answer.status).toBe(431)
    expect((await client.get('/api/auth/me')).status).toBe(200)
  })

  it('with a megabyte of password are refused before it is hashed', async () => {
    const { email } = await addUser(app)
    const client = new TestClient(app.url)
    expect((await client.post('/api/auth/login', { email, password: 'x'.repeat(2000) })).status).toBe(422)
    expect((await client.post('/api/auth/login', { email, password: 'x'.repeat(2_000_000) })).status).toBe(413)
  })
})
