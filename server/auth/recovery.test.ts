import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailedToken, mailsTo } from '../test/mails.ts'
import { addMember, addUser, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import { TestClient, type Answer } from '../test/testClient.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const fresh = () => new TestClient(app.url)
const like = ({ status, text }: Answer) => ({ status, text })
const expire = (email: string) =>
  app.database.pool.query(`update one_time_link set expires_at = now() - interval '1 second' where email = $1`, [email])

describe('a magic link', () => {
  it('signs in once, on the POST and not on a GET', async () => {
    const { email } = await addMember(app)
    expect((await fresh().post('/api/auth/magic-link', { email })).status).toBe(202)
    const token = await mailedToken(app, email, 'magic-link')
    for (const path of [`/api/auth/magic-link/confirm?token=${token}`, `/magic-link?token=${token}`]) {
      const scanner = await fresh().get(path)
      expect([401, 404]).toContain(scanner.status)
      expect(scanner.headers.get('set-cookie')).toBeNull()
    }
    const client = fresh()
    expect((await client.post('/api/auth/magic-link/confirm', { token })).json).toMatchObject({ user: { email } })
    expect((await client.get('/api/auth/me')).status).toBe(200)
    expect((await fresh().post('/api/auth/magic-link/confirm', { token })).status).toBe(410)
  })

  it('of two who use it at the same moment, one gets in', async () => {
    const { email } = await addMember(app)
    await fresh().post('/api/auth/magic-link', { email })
    const token = await mailedToken(app, email, 'magic-link')
    const answers = await Promise.all([1, 2, 3].map(() => fresh().post('/api/auth/magic-link/confirm', { token })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410])
  })

  it('that is too old, made up or of another kind is refused alike', async () => {
    const { email } = await addMember(app)
    await fresh().post('/api/auth/magic-link', { email })
    const old = await mailedToken(app, email, 'magic-link')
    await expire(email)
    await fresh().post('/api/auth/password-reset', { email })
    const other = await mailedToken(app, email, 'password-reset')
    const bodies = new Set<string>()
    for (const token of [old, other, 'x'.repeat(43)]) {
      const answer = await fresh().post('/api/auth/magic-link/confirm', { token })
      expect(answer.status).toBe(410)
      bodies.add(JSON.stringify({ ...(answer.json as object), instance: '' }))
    }
    expect(bodies.size).toBe(1)
  })

  it('is answered alike for known and unknown addresses', async () => {
    const { email } = await addUser(app)
    for (const path of ['/api/auth/magic-link', '/api/auth/password-reset']) {
      const known = await fresh().post(path, { email })
      const unknown = await fresh().post(path, { email: 'nobody@example.com' })
      expect(like(known)).toEqual(like(unknown))
    }
  })
})

describe('a password reset', () => {
  it('sets the password, ends every session and tells the owner', async () => {
    const { client, email } = await signedIn(app)
    await fresh().post('/api/auth/password-reset', { email })
    const token = await mailedToken(app, email, 'password-reset')
    const password = 'an entirely new one 42'
    expect((await fresh().post('/api/auth/password-reset/confirm', { token, password })).status).toBe(204)
    expect((await client.get('/api/auth/me')).status).toBe(401)
    const after = fresh()
    expect((await after.post('/api/auth/login', { email, password: 'a password for tests' })).status).toBe(401)
    expect((await after.post('/api/auth/login', { email, password })).status).toBe(200)
    expect((await mailsTo(app, email)).map(({ kind }) => kind)).toContain('password-changed')
  })

  it('works once, and a bad password does not use it up', async () => {
    const { email } = await addMember(app)
    await fresh().post('/api/auth/password-reset', { email })
    const token = await mailedToken(app, email, 'password-reset')
    const reset = (password: string) => fresh().post('/api/auth/password-reset/confirm', { token, password })
    expect((await reset('short')).status).toBe(422)
    expect((await reset('password123')).status).toBe(422)
    expect((await reset('an entirely new one 42')).status).toBe(204)
    expect((await reset('yet another good one 43')).status).toBe(410)
  })

  it('ends the other links that were mailed to the address', async () => {
    const { email } = await addMember(app)
    await fresh().post('/api/auth/magic-link', { email })
    await fresh().post('/api/auth/password-reset', { email })
    const magic = await mailedToken(app, email, 'magic-link')
    const token = await mailedToken(app, email, 'password-reset')
    await fresh().post('/api/auth/password-reset/confirm', { token, password: 'an entirely new one 42' })
    expect((await fresh().post('/api/auth/magic-link/confirm', { token: magic })).status).toBe(410)
  })
})

describe('a change of the e-mail address', () => {
  it('counts once the link at the new address is opened, and is told at the old one', async () => {
    const member = await addMember(app)
    const client = await signIn(app, member)
    const email = `new-${member.userId}@example.com`
    const wanted = { email, password: 'a password for tests' }
    expect((await client.post('/api/account/email', { ...wanted, password: 'wrong' })).status).toBe(422)
    expect((await client.post('/api/account/email', wanted)).status).toBe(202)
    expect((await client.get('/api/auth/me')).json).toMatchObject({ user: { email: member.email } })
    const token = await mailedToken(app, email, 'email-change')
    expect((await fresh().post('/api/auth/email-change/confirm', { token })).status).toBe(204)
    expect((await client.get('/api/auth/me')).json).toMatchObject({ user: { email } })
    expect((await mailsTo(app, member.email)).map(({ kind }) => kind)).toContain('email-changed')
    const [listed] = (await client.get(`/api/members?email=${email}`)).json as { id: string }[]
    expect(listed?.id).toBe(member.memberId)
  })

  it('to an address with an account is refused at the link, never at the request', async () => {
    const taken = await addUser(app)
    const member = await addMember(app)
    const client = await signIn(app, member)
    const body = { email: taken.email, password: 'a password for tests' }
    expect((await client.post('/api/account/email', body)).status).toBe(202)
    const token = await mailedToken(app, taken.email, 'email-change')
    expect((await fresh().post('/api/auth/email-change/confirm', { token })).status).toBe(409)
    expect((await client.get('/api/auth/me')).json).toMatchObject({ user: { email: member.email } })
  })
})
