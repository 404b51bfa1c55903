import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailedToken } from '../test/mails.ts'
import { addMember, signIn, testApp, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'

let app: TestApp
/** The server's clock, which tests move on: a code counts once, and lasts thirty seconds. */
let clock = Date.now()
beforeAll(async () => {
  app = await testApp({ now: () => new Date(clock) })
})
afterAll(() => app.close())

const password = 'a password for tests'

/** The code an authenticator shows at the server's next half minute. */
function nextCode(secret: string): string {
  clock += 30_000
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock })
}

async function withSecondFactor() {
  const member = await addMember(app)
  const client = await signIn(app, member)
  const { secret } = (await client.post('/api/account/second-factor', { password })).json as { secret: string }
  const code = nextCode(secret)
  const confirmed = await client.post('/api/account/second-factor/confirm', { code })
  const { recoveryCodes } = confirmed.json as { recoveryCodes: string[] }
  return { member, client, secret, recoveryCodes, code }
}

/** Signed in with the password, the code still missing. */
async function halfway(email: string): Promise<TestClient> {
  const client = new TestClient(app.url)
  const answer = await client.post('/api/auth/login', { email, password })
  expect(answer.json).toEqual({ secondFactor: true })
  return client
}

describe('setting up a second factor', () => {
  it('asks for the password, is in force from its first code on, and gives ten recovery codes', async () => {
    const member = await addMember(app)
    const client = await signIn(app, member)
    expect((await client.post('/api/account/second-factor', { password: 'wrong' })).status).toBe(422)
    const { secret, uri } = (await client.post('/api/account/second-factor', { password })).json as Record<'secret' | 'uri', string> // prettier-ignore
    expect(uri).toMatch(/^otpauth:\/\/totp\/Oikion:/)
    const me = async () => (await client.get('/api/auth/me')).json
    expect(await me()).toMatchObject({ user: { hasSecondFactor: false } })
    expect((await client.post('/api/account/second-factor/confirm', { code: '000000' })).status).toBe(422)
    const answer = await client.post('/api/account/second-factor/confirm', { code: nextCode(secret) })
    expect((answer.json as { recoveryCodes: string[] }).recoveryCodes).toHaveLength(10)
    expect(await me()).toMatchObject({ user: { hasSecondFactor: true } })
    const { rows } = await app.database.pool.query('select totp_secret from "user" where id = $1', [member.userId])
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  it('ends the sessions on other devices and gives this one a new id', async () => {
    const member = await addMember(app)
    const client = await signIn(app, member)
    const other = await signIn(app, member)
    const { cookie } = client
    const { secret } = (await client.post('/api/account/second-factor', { password })).json as { secret: string }
    await client.post('/api/account/second-factor/confirm', { code: nextCode(secret) })
    expect((await other.get('/api/auth/me')).status).toBe(401)
    expect(client.cookie).not.toBe(cookie)
    expect((await client.get('/api/auth/me')).status).toBe(200)
    other.cookie = cookie
    expect((await other.get('/api/auth/me')).status).toBe(401)
  })

  it('shows in the list of members', async () => {
    const { client, member } = await withSecondFactor()
    const answer = await client.get(`/api/members/${member.memberId}`)
    expect(answer.json).toMatchObject({ hasSecondFactor: true })
  })
})

describe('signing in with a second factor', () => {
  it('gives no access before the code, and full access after it', async () => {
    const { member, secret } = await withSecondFactor()
    const client = await halfway(member.email)
    for (const path of ['/api/auth/me', '/api/properties', '/api/account/sessions', '/api/organizations']) {
      expect((await client.get(path)).status).toBe(401)
    }
    const answer = await client.post('/api/auth/second-factor', { code: nextCode(secret) })
    expect(answer.json).toMatchObject({ user: { email: member.email } })
    expect((await client.get('/api/properties')).status).toBe(200)
  })

  it('a code counts once, even on two devices', async () => {
    const { member, secret } = await withSecondFactor()
    const [first, second] = [await halfway(member.email), await halfway(member.email)]
    const code = nextCode(secret)
    expect((await first.post('/api/auth/second-factor', { code })).status).toBe(200)
    expect((await second.post('/api/auth/second-factor', { code })).status).toBe(422)
  })

  it('a code of two minutes ago does not count', async () => {
    const { member, secret } = await withSecondFactor()
    const old = nextCode(secret)
    clock += 120_000
    const client = await halfway(member.email)
    expect((await client.post('/api/auth/second-factor', { code: old })).status).toBe(422)
  })

  it('a recovery code counts once, however it is typed', async () => {
    const { member, recoveryCodes } = await withSecondFactor()
    const [code = ''] = recoveryCodes
    const typed = code.toUpperCase().replaceAll('-', ' ')
    expect((await (await halfway(member.email)).post('/api/auth/second-factor', { code: typed })).status).toBe(200)
    expect((await (await halfway(member.email)).post('/api/auth/second-factor', { code })).status).toBe(422)
  })

  it('takes too long after ten minutes', async () => {
    const { member, secret } = await withSecondFactor()
    const client = await halfway(member.email)
    clock += 10 * 60_000 + 1
    expect((await client.post('/api/auth/second-factor', { code: nextCode(secret) })).status).toBe(401)
  })

  it('is asked after a magic link as well', async () => {
    const { member, secret } = await withSecondFactor()
    const client = new TestClient(app.url)
    await client.post('/api/auth/magic-link', { email: member.email })
    const token = await mailedToken(app, member.email, 'magic-link')
    expect((await client.post('/api/auth/magic-link/confirm', { token })).json).toEqual({ secondFactor: true })
    expect((await client.get('/api/auth/me')).status).toBe(401)
    expect((await client.post('/api/auth/second-factor', { code: nextCode(secret) })).status).toBe(200)
  })

  it('a code without a sign-in before it is nothing', async () => {
    const { secret } = await withSecondFactor()
    const answer = await new TestClient(app.url).post('/api/auth/second-factor', { code: nextCode(secret) })
    expect(answer.status).toBe(401)
  })
})

describe('removing the second factor', () => {
  it('asks for the password and makes the recovery codes worthless', async () => {
    const { client, member } = await withSecondFactor()
    expect((await client.post('/api/account/second-factor/remove', { password: 'wrong' })).status).toBe(422)
    expect((await client.post('/api/account/second-factor/remove', { password })).status).toBe(204)
    expect((await (await signIn(app, member)).get('/api/auth/me')).json).toMatchObject({
      user: { hasSecondFactor: false },
    })
    const { rows } = await app.database.pool.query('select recovery_codes from "user" where id = $1', [member.userId])
    expect(rows).toEqual([{ recovery_codes: [] }])
  })
})

describe('an organization that wants a second factor', () => {
  it('keeps out owners and administrators without one, lets in agents, and says so in me', async () => {
    const { client, organizationId, owner } = await wanting()
    expect((await client.get('/api/properties')).status).toBe(200)
    for (const [role, status] of [
      ['ADMIN', 403],
      ['AGENT', 200],
      ['VIEWER', 200],
    ] as const) {
      // prettier-ignore
      const member = await addMember(app, role, { organizationId })
      const colleague = await signIn(app, member)
      const answer = await colleague.get('/api/properties')
      expect([role, answer.status]).toEqual([role, status])
      if (status === 403) expect(answer.json).toMatchObject({ type: 'urn:oikion:problem:second-factor-required' })
      const me = (await colleague.get('/api/auth/me')).json as { memberships: { secondFactorMissing: boolean; organization: { id: string } }[] } // prettier-ignore
      const here = me.memberships.find(({ organization }) => organization.id === organizationId)
      expect(here?.secondFactorMissing).toBe(status === 403)
    }
    expect(owner.organizationId).toBe(organizationId)
  })

  it('keeps an owner out from the moment they remove theirs', async () => {
    const { client } = await wanting()
    await client.post('/api/account/second-factor/remove', { password })
    expect((await client.get('/api/properties')).status).toBe(403)
  })

  async function wanting() {
    const { client, member } = await withSecondFactor()
    const settings = { requireSecondFactor: true }
    expect((await client.patch(`/api/organizations/${member.organizationId}`, { settings })).status).toBe(200)
    return { client, organizationId: member.organizationId, owner: member }
  }
})
