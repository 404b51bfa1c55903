import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailsTo } from '../test/mails.ts'
import { addMember, signedIn, signIn, testApp, testSecret, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'
import { secretsFrom } from '../auth/secrets.ts'
import { deletionCode } from '../mail/deletionCode.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const password = 'a password for tests'
interface SessionAnswer {
  id: string
  device: string
  isCurrent: boolean
}

describe('one’s devices', () => {
  it('are listed without their session ids, the current one marked', async () => {
    const member = await addMember(app)
    const client = await signIn(app, member)
    await signIn(app, member)
    const answer = await client.get('/api/account/sessions')
    const listed = answer.json as SessionAnswer[]
    expect(listed.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true])
    const { rows } = await app.database.pool.query<{ sid: string }>('select sid from session')
    for (const { sid } of rows) expect(answer.text).not.toContain(sid)
  })

  it('end one by one, or all others at once', async () => {
    const member = await addMember(app)
    const [here, there, elsewhere] = [await signIn(app, member), await signIn(app, member), await signIn(app, member)]
    const sessions = async () => (await here.get('/api/account/sessions')).json as SessionAnswer[]
    const theirs = ((await there.get('/api/account/sessions')).json as SessionAnswer[]).find((each) => each.isCurrent)
    expect((await here.delete(`/api/account/sessions/${theirs?.id}`)).status).toBe(204)
    expect((await there.get('/api/auth/me')).status).toBe(401)
    expect(await sessions()).toHaveLength(2)
    expect((await here.delete('/api/account/sessions')).status).toBe(204)
    expect((await elsewhere.get('/api/auth/me')).status).toBe(401)
    expect(await sessions()).toHaveLength(1)
  })

  it('of somebody else are not one’s to end', async () => {
    const mine = await signedIn(app)
    const other = await signedIn(app)
    const [session] = (await other.client.get('/api/account/sessions')).json as SessionAnswer[]
    expect((await mine.client.delete(`/api/account/sessions/${session?.id}`)).status).toBe(404)
    expect((await mine.client.delete('/api/account/sessions/a%00')).status).toBe(404)
    expect((await other.client.get('/api/auth/me')).status).toBe(200)
  })

  it('that are new are told by mail, but for the first', async () => {
    const member = await addMember(app)
    const told = async () => (await mailsTo(app, member.email)).filter(({ kind }) => kind === 'new-device').length
    const first = new TestClient(app.url)
    await first.post('/api/auth/login', { email: member.email, password })
    expect(await told()).toBe(0)
    const known = await first.post('/api/auth/login', { email: member.email, password }, { cookie: first.deviceCookie })
    expect(known.status).toBe(200)
    expect(await told()).toBe(0)
    await new TestClient(app.url).post('/api/auth/login', { email: member.email, password })
    expect(await told()).toBe(1)
  })
})

describe('a change of the password', () => {
  it('wants the old one, ends all other sessions and gives this one a new id', async () => {
    const member = await addMember(app)
    const [here, there] = [await signIn(app, member), await signIn(app, member)]
    const { cookie } = here
    const newPassword = 'an entirely new one 42'
    expect((await here.post('/api/account/password', { password: 'wrong', newPassword })).status).toBe(422)
    expect((await here.post('/api/account/password', { newPassword })).status).toBe(422)
    expect((await here.post('/api/account/password', { password, newPassword: 'password123' })).json).toMatchObject({
      errors: [{ pointer: '/newPassword' }],
    })
    expect((await there.get('/api/auth/me')).status).toBe(200)
    expect((await here.post('/api/account/password', { password, newPassword })).status).toBe(204)
    expect((await there.get('/api/auth/me')).status).toBe(401)
    expect((await here.get('/api/auth/me')).status).toBe(200)
    expect(here.cookie).not.toBe(cookie)
    expect((await mailsTo(app, member.email)).map(({ kind }) => kind)).toContain('password-changed')
  })
})

describe('the profile', () => {
  it('changes name and language, which memberships follow', async () => {
    const { client, memberId } = await signedIn(app)
    const answer = await client.patch('/api/account', { name: 'Ελένη Νέα', locale: 'en' })
    expect(answer.json).toMatchObject({ user: { name: 'Ελένη Νέα', locale: 'en' } })
    expect((await client.get(`/api/members/${memberId}`)).json).toMatchObject({ name: 'Ελένη Νέα' })
    expect((await client.get('/api/members?q=ελενη νεα')).json).toHaveLength(1)
    expect((await client.patch('/api/account', { email: 'x@example.com' })).status).toBe(422)
    expect((await client.patch('/api/account', { locale: 'de' })).status).toBe(422)
  })
})

describe('deleting an account', () => {
  const gone = async (userId: string) =>
    (await app.database.pool.query('select from "user" where id = $1', [userId])).rowCount === 0

  it('is refused to the last owner of an organization with others in it, and says of which', async () => {
    const { client, organizationId, userId } = await signedIn(app)
    await addMember(app, 'AGENT', { organizationId })
    const told = (await client.get('/api/account/deletion')).json
    expect(told).toMatchObject({ blockedBy: [{ id: organizationId }] })
    const answer = await client.post('/api/account/deletion', { password })
    expect(answer.status).toBe(409)
    expect(answer.json).toMatchObject({ blockedBy: [{ id: organizationId }] })
    expect(await gone(userId)).toBe(false)
  })

  it('takes workspace and organizations one is alone in along, and leaves the rest by a former member', async () => {
    const owner = await signedIn(app)
    const member = await addMember(app, 'AGENT', { organizationId: owner.organizationId })
    const client = await signIn(app, member)
    const record = await client.create('clients', { name: 'Πελάτης', phone: '2101234567' })
    const alone = (await client.post('/api/organizations', { name: 'Μόνος' })).json as { id: string }
    expect((await client.get('/api/account/deletion')).json).toMatchObject({
      blockedBy: [],
      goes: [{ id: alone.id }, { isPersonal: true }],
      stays: [{ id: owner.organizationId }],
    })
    expect((await client.post('/api/account/deletion', { password: 'wrong' })).status).toBe(422)
    expect((await client.post('/api/account/deletion', { password })).status).toBe(204)
    expect(await gone(member.userId)).toBe(true)
    expect((await client.get('/api/auth/me')).status).toBe(401)
    expect((await app.database.pool.query('select from organization where id = $1', [alone.id])).rowCount).toBe(0)
    const kept = (await owner.client.get(`/api/clients/${record.id}`)).json
    expect(kept).toMatchObject({ createdBy: member.memberId, _titles: { createdBy: '' } })
    const former = (await owner.client.get('/api/members?_trash=true')).json
    expect(former).toMatchObject([{ id: member.memberId, name: '', email: '' }])
  })

  it('is confirmed by a mailed code where there is no password', async () => {
    const { client, userId, email } = await signedIn(app)
    expect((await client.post('/api/account/deletion/code', {})).status).toBe(202)
    const { rows } = await app.database.pool.query<{ nonce: Buffer }>(
      `select nonce from mail where recipient = $1 and kind = 'account-deletion'`,
      [email],
    )
    const code = deletionCode(secretsFrom(testSecret), rows[0]?.nonce ?? Buffer.alloc(0))
    expect((await client.post('/api/account/deletion', { code: 'xxxxxxxxxx' })).status).toBe(410)
    const other = await signedIn(app)
    expect((await other.client.post('/api/account/deletion', { code })).status).toBe(410)
    expect((await client.post('/api/account/deletion', { code })).status).toBe(204)
    expect(await gone(userId)).toBe(true)
  })
})
