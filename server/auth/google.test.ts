import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openIdProvider, type TestProvider } from '../test/openIdProvider.ts'
import { addMember, addUser, testApp, testEnv, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'

let app: TestApp
let provider: TestProvider
beforeAll(async () => {
  provider = await openIdProvider()
  app = await testApp({ provider })
})
afterAll(async () => {
  await app.close()
  await provider.close()
})
beforeEach(() => {
  provider.identity = undefined
  provider.fault = undefined
})

let serial = 0
const identity = (more = {}) => ({
  sub: `google-${++serial}`,
  email: `google${serial}@example.com`,
  email_verified: true,
  name: 'Ελένη Google',
  ...more,
})

/** What a browser does: to the provider, back to us, and on to where we send it. */
async function byGoogle(client: TestClient, next = '/o/x'): Promise<string> {
  const start = await client.get(`/api/auth/google?next=${encodeURIComponent(next)}`)
  expect(start.status).toBe(302)
  const consent = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' })
  const back = new URL(consent.headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe(`${testEnv.publicUrl}/api/auth/google/callback`)
  const end = await client.get(back.pathname + back.search)
  expect(end.status).toBe(302)
  return end.headers.get('location') ?? ''
}

const me = async (client: TestClient) => (await client.get('/api/auth/me')).json

describe('Google', () => {
  it('makes an account with a personal workspace, and knows it again', async () => {
    provider.identity = identity()
    const client = new TestClient(app.url)
    expect(await byGoogle(client, '/o/aegean?x=1')).toBe('/o/aegean?x=1')
    expect(await me(client)).toMatchObject({
      user: { email: provider.identity.email, hasPassword: false, hasGoogle: true },
      memberships: [{ organization: { isPersonal: true } }],
    })
    const again = new TestClient(app.url)
    provider.identity = { ...provider.identity, email: 'changed@example.com' }
    await byGoogle(again)
    expect(((await me(again)) as { user: unknown }).user).toEqual(((await me(client)) as { user: unknown }).user)
    expect(provider.faults).toEqual([])
  })

  it('finds the account with the verified address', async () => {
    const { email, userId } = await addMember(app)
    provider.identity = identity({ email: email.toUpperCase() })
    const client = new TestClient(app.url)
    await byGoogle(client)
    expect(await me(client)).toMatchObject({ user: { id: userId, hasGoogle: true } })
  })

  it('does not reach an account by an address that Google has not verified', async () => {
    const { email } = await addUser(app)
    provider.identity = identity({ email, email_verified: false })
    const client = new TestClient(app.url)
    expect(await byGoogle(client)).toBe('/sign-in?error=google')
    expect((await client.get('/api/auth/me')).status).toBe(401)
  })

  it('does not take over an account that is another Google identity’s', async () => {
    provider.identity = identity()
    await byGoogle(new TestClient(app.url))
    provider.identity = { ...provider.identity, sub: 'somebody else' }
    expect(await byGoogle(new TestClient(app.url))).toBe('/sign-in?error=google')
  })

  it('never leads to another site', async () => {
    provider.identity = identity()
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      expect(await byGoogle(new TestClient(app.url), next)).toBe('/')
    }
  })

  it('says so when the person refused', async () => {
    expect(await byGoogle(new TestClient(app.url))).toBe('/sign-in?error=google')
  })

  it.each(['audience', 'issuer', 'expired', 'key'] as const)('refuses a token with the wrong %s', async (fault) => {
    provider.identity = identity()
    provider.fault = fault
    const client = new TestClient(app.url)
    expect(await byGoogle(client)).toBe('/sign-in?error=google')
    expect((await client.get('/api/auth/me')).status).toBe(401)
  })

  it('an answer that another browser asked for signs nobody in', async () => {
    provider.identity = identity()
    const attacker = new TestClient(app.url)
    const start = await attacker.get('/api/auth/google')
    const consent = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' })
    const back = new URL(consent.headers.get('location') ?? '')
    const victim = new TestClient(app.url)
    const end = await victim.get(back.pathname + back.search)
    expect(end.headers.get('location')).toBe('/sign-in?error=google')
    expect((await victim.get('/api/auth/me')).status).toBe(401)
  })

  it('is not offered where it is not set up', async () => {
    const without = await testApp()
    try {
      const client = new TestClient(without.url)
      expect((await client.get('/api/auth/ways')).json).toEqual({ password: true, magicLink: true, google: false })
      expect((await client.get('/api/auth/google')).status).toBe(404)
    } finally {
      await without.close()
    }
    expect((await new TestClient(app.url).get('/api/auth/ways')).json).toMatchObject({ google: true })
  })
})
