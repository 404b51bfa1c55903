import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMember, addUser, removeMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { SessionData } from 'express-session'
import { SessionStore } from './sessionStore.ts'
import { TestClient } from '../test/testClient.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

describe('POST /api/auth/login', () => {
  it('answers who one is and where one belongs, and sets an httpOnly SameSite=Lax cookie', async () => {
    const member = await addMember(app, 'ORG_OWNER')
    const answer = await new TestClient(app.url).post('/api/auth/login', {
      email: member.email,
      password: 'a password for tests',
    })
    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({
      user: { id: member.userId, email: member.email },
      memberships: [
        {
          memberId: member.memberId,
          role: 'ORG_OWNER',
          organization: { id: member.organizationId, isPersonal: false },
        },
        { role: 'ORG_OWNER', organization: { isPersonal: true } },
      ],
    })
    expect(answer.text).not.toContain('argon2')
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/)
  })

  it('answers unknown addresses and wrong passwords alike', async () => {
    const { email } = await addUser(app)
    const client = new TestClient(app.url)
    const wrong = await client.post('/api/auth/login', { email, password: 'wrong' })
    const unknown = await client.post('/api/auth/login', { email: 'nobody@example.com', password: 'wrong' })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect({ ...(wrong.json as object), instance: '' }).toEqual({ ...(unknown.json as object), instance: '' })
  })

  it('takes the address in any case', async () => {
    const { email } = await addUser(app)
    expect((await new TestClient(app.url).post('/api/auth/login', { email: ` ${email.toUpperCase()} `, password: 'a password for tests' })).status).toBe(200) // prettier-ignore
  })

  it('gives the session a new id, so that a planted one is worth nothing', async () => {
    const { client, email } = await signedIn(app)
    const planted = client.cookie
    await client.post('/api/auth/login', { email, password: 'a password for tests' })
    expect(client.cookie).not.toBe(planted)
    const old = new TestClient(app.url)
    old.cookie = planted
    expect((await old.get('/api/auth/me')).status).toBe(401)
  })

  it('refuses what is not credentials with 422', async () => {
    const client = new TestClient(app.url)
    for (const body of [{}, { email: 'a' }, { email: 1, password: 2 }, { email: 'a', password: 'b', admin: true }]) {
      expect((await client.post('/api/auth/login', body)).status).toBe(422)
    }
  })
})

describe('the session', () => {
  it('ends with sign-out, for every copy of the cookie', async () => {
    const { client } = await signedIn(app)
    const copy = new TestClient(app.url)
    copy.cookie = client.cookie
    expect((await client.post('/api/auth/logout', {})).status).toBe(204)
    expect((await copy.get('/api/auth/me')).status).toBe(401)
  })

  it('that was signed out is not brought back by a request that renews it', async () => {
    const { client } = await signedIn(app)
    const { rows } = await app.database.pool.query<{ sid: string }>(
      'select sid from session order by expire desc limit 1',
    )
    const store = new SessionStore(app.database, { ttl: 60 })
    const sid = rows[0]?.sid ?? ''
    const session = await new Promise<SessionData>((resolve) =>
      store.get(sid, (_error, found) => resolve(found as SessionData)),
    )
    await client.post('/api/auth/logout', {})
    await new Promise((resolve) => store.set(sid, { ...session, renewedAt: Date.now() + 1 }, resolve))
    expect((await client.get('/api/auth/me')).status).toBe(401)
    store.close()
  })

  it('is worth nothing when tampered with', async () => {
    const { client } = await signedIn(app)
    client.cookie = client.cookie.slice(0, -3) + 'abc'
    expect((await client.get('/api/auth/me')).status).toBe(401)
  })

  it('is not written at every request', async () => {
    const { client } = await signedIn(app)
    const expire = async () =>
      (await app.database.pool.query<{ e: Date }>('select max(expire) as e from session')).rows[0]?.e
    const first = await expire()
    for (let index = 0; index < 5; index++) await client.get('/api/properties')
    expect(await expire()).toEqual(first)
  })
})

describe('the organization', () => {
  it('without the header is the one last opened, else any the person has', async () => {
    const first = await addMember(app, 'ORG_OWNER')
    const { organizationId } = await signedIn(app)
    const second = await addMember(app, 'VIEWER', { organizationId, user: { ...first, name: 'Both' } })
    const client = await signIn(app, first)
    await client.get('/api/auth/me', { 'x-organization-id': second.organizationId })
    client.organizationId = undefined
    const me = (await client.get('/api/auth/me')).json as { lastOrganizationId: string; memberships: unknown[] }
    expect(me.lastOrganizationId).toBe(second.organizationId)
    expect(me.memberships).toHaveLength(3)
    expect((await client.post('/api/clients', { name: 'x', phone: '1' })).status).toBe(403)
  })

  it('whose membership ended falls back to another, never to an error', async () => {
    const home = await addMember(app, 'ORG_OWNER')
    const { organizationId } = await signedIn(app)
    const away = await addMember(app, 'VIEWER', { organizationId, user: { ...home, name: 'Both' } })
    const client = await signIn(app, home)
    await client.get('/api/auth/me', { 'x-organization-id': away.organizationId })
    await removeMember(app, away)
    client.organizationId = undefined
    expect((await client.post('/api/clients', { name: 'x', phone: '1' })).status).toBe(201)
  })
})
