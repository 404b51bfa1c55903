import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailedToken, mailsTo } from '../test/mails.ts'
import { addMember, addUser, signIn, testApp, type TestApp } from '../test/testApp.ts'
import { TestClient, type Answer } from '../test/testClient.ts'
import { hashPassword } from './passwords.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

let serial = 0
const newcomer = () => ({
  email: `newcomer${++serial}@example.com`,
  name: 'Ελένη Νέα',
  locale: 'el',
})
const password = 'πολύ μακρύς κωδικός 7'
const accountsOf = async (email: string) =>
  (await app.database.pool.query('select from "user" where email = $1', [email])).rowCount
const like = (answer: Answer) => ({ status: answer.status, text: answer.text })

describe('POST /api/auth/register', () => {
  it('makes nothing until the mailed link comes back, then account, personal workspace and session', async () => {
    const client = new TestClient(app.url)
    const person = newcomer()
    expect(like(await client.post('/api/auth/register', person))).toEqual({ status: 202, text: '{}' })
    expect(await accountsOf(person.email)).toBe(0)
    const token = await mailedToken(app, person.email, 'sign-up')
    const answer = await client.post('/api/auth/register/confirm', { token, password })
    expect(answer.status).toBe(201)
    expect(answer.json).toMatchObject({
      user: { email: person.email, name: person.name, locale: 'el', hasPassword: true, hasSecondFactor: false },
      memberships: [{ role: 'ORG_OWNER', organization: { isPersonal: true, name: person.name } }],
    })
    expect((await client.get('/api/auth/me')).status).toBe(200)
    expect((await client.get('/api/properties')).status).toBe(200)
    const again = new TestClient(app.url)
    expect((await again.post('/api/auth/login', { email: person.email, password })).status).toBe(200)
  })

  it('answers a known address like an unknown one, and changes nothing of its account', async () => {
    const { email } = await addUser(app)
    const known = await new TestClient(app.url).post('/api/auth/register', { ...newcomer(), email })
    const unknown = await new TestClient(app.url).post('/api/auth/register', newcomer())
    expect(like(known)).toEqual(like(unknown))
    const token = await mailedToken(app, email, 'sign-up')
    expect((await new TestClient(app.url).post('/api/auth/register/confirm', { token, password })).status).toBe(409)
    await signIn(app, { email })
  })

  it('the link works once, and not when it is too old', async () => {
    const person = newcomer()
    const client = new TestClient(app.url)
    await client.post('/api/auth/register', person)
    const token = await mailedToken(app, person.email, 'sign-up')
    await app.database.pool.query(
      `update one_time_link set expires_at = now() - interval '1 second' where email = $1`,
      [person.email],
    )
    expect((await client.post('/api/auth/register/confirm', { token, password })).status).toBe(410)
    await client.post('/api/auth/register', person)
    const fresh = await mailedToken(app, person.email, 'sign-up')
    expect((await client.post('/api/auth/register/confirm', { token: fresh, password })).status).toBe(201)
    expect((await client.post('/api/auth/register/confirm', { token: fresh, password })).status).toBe(410)
    expect(await accountsOf(person.email)).toBe(1)
  })

  it('whoever asks with an address of somebody else chooses no password for its account', async () => {
    const person = newcomer()
    const stranger = new TestClient(app.url)
    const asked = await stranger.post('/api/auth/register', { ...person, password: 'known to the stranger 1' })
    expect([asked.status, asked.json]).toMatchObject([
      422,
      { errors: [{ pointer: '/password', detail: 'is chosen once the mailed link has been opened' }] },
    ])
    expect(await mailsTo(app, person.email)).toEqual([])
    await stranger.post('/api/auth/register', person)
    const token = await mailedToken(app, person.email, 'sign-up')
    const client = new TestClient(app.url)
    const without = await client.post('/api/auth/register/confirm', { token })
    expect([without.status, without.json]).toMatchObject([422, { errors: [{ pointer: '/password' }] }])
    const weak = await client.post('/api/auth/register/confirm', { token, password: person.email })
    expect([weak.status, weak.json]).toMatchObject([422, { errors: [{ pointer: '/password' }] }])
    expect(await accountsOf(person.email)).toBe(0)
    expect((await client.post('/api/auth/register/confirm', { token, password })).status).toBe(201)
  })

  it('a link of an earlier version, asked for with a password, takes the one that comes with it', async () => {
    const person = newcomer()
    const client = new TestClient(app.url)
    await client.post('/api/auth/register', person)
    const passwordHash = await hashPassword('known to the stranger 1')
    await app.database.pool.query(
      `update one_time_link set data = data || jsonb_build_object('passwordHash', $2::text) where email = $1`,
      [person.email, passwordHash],
    )
    const token = await mailedToken(app, person.email, 'sign-up')
    expect((await client.post('/api/auth/register/confirm', { token, password })).status).toBe(201)
    const login = (password: string) =>
      new TestClient(app.url).post('/api/auth/login', { email: person.email, password })
    expect((await login('known to the stranger 1')).status).toBe(401)
    expect((await login(password)).status).toBe(200)
    const { rows } = await app.database.pool.query('select data from one_time_link where email = $1', [person.email])
    expect(rows).toEqual([{ data: {} }])
  })

  it.each([
    ['short', 'must have at least 10 characters'],
    ['password123', 'is too easy to guess'],
    ['qwertyuiop', 'is too easy to guess'],
    ['1234567890', 'is too easy to guess'],
    ['aaaaaaaaaaaa', 'is too easy to guess'],
    ['newcomer@example.com', 'is too easy to guess'],
  ])('refuses the password %s: %s', async (weak, detail) => {
    const person = { ...newcomer(), email: 'newcomer@example.com' }
    const client = new TestClient(app.url)
    await client.post('/api/auth/register', person)
    const token = await mailedToken(app, person.email, 'sign-up')
    const answer = await client.post('/api/auth/register/confirm', { token, password: weak })
    expect(answer.status).toBe(422)
    expect(answer.json).toMatchObject({ errors: [{ pointer: '/password', detail }] })
  })

  it('says which field is wrong and mails nothing', async () => {
    const email = 'not an address'
    const answer = await new TestClient(app.url).post('/api/auth/register', { email, admin: true })
    const { errors } = answer.json as { errors: { pointer: string }[] }
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/admin', '/email', '/name'])
    expect(await mailsTo(app, email)).toEqual([])
  })

  it('the token stands in no table', async () => {
    const person = newcomer()
    await new TestClient(app.url).post('/api/auth/register', person)
    const token = await mailedToken(app, person.email, 'sign-up')
    for (const table of ['mail', 'one_time_link', 'pgboss.job']) {
      const { rows } = await app.database.pool.query(`select t::text as row from ${table} t`)
      expect(JSON.stringify(rows)).not.toContain(token)
    }
  })
})

describe('the personal workspace', () => {
  it('that is missing is made anew at sign-in', async () => {
    const user = await addUser(app, 'Χωρίς Χώρο')
    const client = await signIn(app, user)
    const me = (await client.get('/api/auth/me')).json as { memberships: { organization: { isPersonal: boolean } }[] }
    expect(me.memberships.map(({ organization }) => organization.isPersonal)).toEqual([true])
  })

  it('is where a person lands whose organization is gone', async () => {
    const member = await addMember(app)
    const client = await signIn(app, member)
    await app.database.pool.query('update organization set deleted_at = now(), purge_at = now() where id = $1', [
      member.organizationId,
    ])
    expect((await client.get('/api/properties')).status).toBe(404)
    client.organizationId = undefined
    expect((await client.get('/api/properties')).status).toBe(200)
  })
})
