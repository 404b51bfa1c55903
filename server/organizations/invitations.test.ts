import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { mailedToken } from '../test/mails.ts'
import { addMember, addUser, signedIn, signIn, testApp, testEnv, type TestApp } from '../test/testApp.ts'
import { TestClient, type JsonRecord } from '../test/testClient.ts'
import type { Invited } from './invite.ts'

let app: TestApp
const clock = { now: new Date() }
beforeAll(async () => {
  app = await testApp({ now: () => clock.now })
})
afterAll(() => app.close())

const day = 24 * 3600 * 1000
const invite = async (client: TestClient, emails: string[], role = 'AGENT') => {
  const answer = await client.post('/api/invitations', { emails, role })
  expect(answer.status).toBe(201)
  return answer.json as Invited
}
/** Invites one address and answers the invitation's id with the token mailed to it. */
const invited = async (client: TestClient, email: string, role = 'AGENT') => {
  const id = (await invite(client, [email], role)).sent[0]?.id ?? ''
  return { id, token: await mailedToken(app, email, 'invitation') }
}
/** The token of the link that the inviter copies. */
const copiedToken = async (client: TestClient, id: string) => {
  const { url } = (await client.post(`/api/invitations/${id}/link`, {})).json as { url: string }
  expect(url).toMatch(new RegExp(`^${testEnv.publicUrl}/invitation#[\\w-]{43}$`))
  return url.split('#')[1] ?? ''
}
const newcomer = (email: string, invitation: string) => ({
  email,
  name: 'New Here',
  password: 'quartz lantern orbit',
  invitation,
})
const lookUp = (token: string) => new TestClient(app.url).post('/api/auth/invitation', { token })
const accept = (client: TestClient, token: string) => client.post('/api/account/invitations/accept', { token })
const somebody = async () => {
  const user = await addUser(app, 'Invited Person')
  return { ...user, client: await signIn(app, user) }
}
const membersOf = async (client: TestClient) => (await client.get('/api/members')).json as JsonRecord[]
const mailsTo = (email: string) =>
  app.database.ask<{ kind: string; locale: string; data: object }>(
    sql`select kind, locale, data from mail where recipient = ${email} order by created_at`,
  )

it('several at once: what can be sent is sent, the rest is refused by address', async () => {
  const { client } = await signedIn(app)
  const { sent: first } = await invite(client, ['open@example.com'])
  const self = (await membersOf(client))[0]?.['email'] as string
  const answer = await invite(client, ['new@example.com', 'OPEN@example.com ', self, 'new@example.com'], 'VIEWER')
  expect(answer.sent).toMatchObject([
    { email: 'new@example.com', renewed: false },
    { id: first[0]?.id, email: 'open@example.com', renewed: true },
  ])
  expect(answer.refused).toEqual([{ email: self, detail: 'is a member already' }])
  expect((await client.get(`/api/invitations/${first[0]?.id}`)).json).toMatchObject({ role: 'VIEWER', version: 2 })
  expect(await mailsTo('open@example.com')).toHaveLength(2)
  const malformed = await client.post('/api/invitations', { emails: ['a@example.com', 'no address'], role: 'AGENT' })
  expect([malformed.status, malformed.json]).toMatchObject([422, { errors: [{ pointer: '/emails/1' }] }])
})

it('an administrator does not renew what an owner sent to a higher role', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const { client: admin } = await signedIn(app, 'ADMIN', organizationId)
  const { id } = await invited(owner, 'chief@example.com', 'ADMIN')
  expect(await invite(admin, ['chief@example.com'], 'VIEWER')).toMatchObject({ sent: [], refused: [{}] })
  expect((await owner.get(`/api/invitations/${id}`)).json).toMatchObject({ role: 'ADMIN', version: 1 })
})

it('the mail is in the language of the person, or else of the organization, and holds no token', async () => {
  const { client, organizationId } = await signedIn(app)
  const { email, client: person } = await somebody()
  await person.patch('/api/account', { locale: 'en' })
  await client.patch(`/api/organizations/${organizationId}`, { settings: { language: 'el' } })
  const { token } = await invited(client, email)
  await invite(client, ['stranger@example.com'])
  expect(await mailsTo(email)).toMatchObject([{ kind: 'invitation', locale: 'en', data: { role: 'AGENT' } }])
  expect(await mailsTo('stranger@example.com')).toMatchObject([{ locale: 'el' }])
  expect(JSON.stringify(await mailsTo(email))).not.toContain(token)
})

it('at most 200 are open; renewing and cancelling still work', async () => {
  const { client } = await signedIn(app)
  for (let start = 0; start < 200; start += 50) {
    await invite(
      client,
      Array.from({ length: 50 }, (_, index) => `many${start + index}@example.com`),
    )
  }
  expect(await invite(client, ['many0@example.com', 'more@example.com'])).toMatchObject({
    sent: [{ email: 'many0@example.com', renewed: true }],
    refused: [{ email: 'more@example.com' }],
  })
})

it('two who invite the same address at the same moment send one invitation', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const { client: admin } = await signedIn(app, 'ADMIN', organizationId)
  const answers = await Promise.all([invite(owner, ['twice@example.com']), invite(admin, ['twice@example.com'])])
  expect(answers.flatMap(({ sent }) => sent.map(({ renewed }) => renewed)).toSorted()).toEqual([false, true])
  expect((await owner.get('/api/invitations')).json).toHaveLength(1)
})

it('an organization that mails too much is told to wait, and nothing goes out', async () => {
  const strict = await testApp({ env: { ...testEnv, rateLimitFactor: 0.1 } })
  const { client } = await signedIn(strict)
  const emails = Array.from({ length: 21 }, (_, index) => `limit${index}@example.com`)
  const answer = await client.post('/api/invitations', { emails, role: 'AGENT' })
  expect([answer.status, answer.json]).toMatchObject([429, { type: 'urn:oikion:problem:too-many' }])
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await client.get('/api/invitations')).json).toEqual([])
  await strict.close()
})

it('accepting makes the member and closes the invitation; again it is harmless, for others it is used', async () => {
  const { client: owner } = await signedIn(app)
  const { client, email, name } = await somebody()
  const { id, token } = await invited(owner, email, 'ADMIN')
  expect((await lookUp(token)).json).toMatchObject({ state: 'open', email, role: 'ADMIN', hasAccount: true })
  const me = (await client.get('/api/auth/me')).json as { invitations: object[] }
  expect(me.invitations).toMatchObject([{ id, role: 'ADMIN' }])

  for (let time = 0; time < 2; time++) {
    expect((await accept(client, token)).status).toBe(200)
    expect((await client.post(`/api/account/invitations/${id}/accept`, {})).status).toBe(200)
    expect((await membersOf(owner)).filter((member) => member['email'] === email)).toMatchObject([
      { name, role: 'ADMIN', version: 1, hasSecondFactor: false },
    ])
  }
  expect((await lookUp(token)).json).toMatchObject({ state: 'accepted' })
  const history = (await owner.get(`/api/invitations/${id}/history`)).json as JsonRecord[]
  expect(history.map(({ kind }) => kind)).toEqual(['accept', 'create'])
  expect((await client.get('/api/auth/me')).json).toMatchObject({
    invitations: [],
    lastOrganizationId: owner.organizationId,
  })

  const other = await somebody()
  const used = await accept(other.client, token)
  expect([used.status, used.json]).toMatchObject([410, { state: 'accepted' }])
  expect((await other.client.post(`/api/account/invitations/${id}/accept`, {})).status).toBe(410)
})

it('two acceptances at the same moment make one member', async () => {
  const { client: owner } = await signedIn(app)
  const { client, email } = await somebody()
  const { token } = await invited(owner, email)
  const answers = await Promise.all([accept(client, token), accept(client, token), accept(client, token)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(await membersOf(owner)).toHaveLength(2)
})

it('another address: 403 that says which, and nothing happens', async () => {
  const { client: owner } = await signedIn(app)
  const { token } = await invited(owner, 'somebody.else@example.com')
  const { client } = await somebody()
  const answer = await accept(client, token)
  expect([answer.status, answer.json]).toMatchObject([403, { type: 'urn:oikion:problem:forbidden' }])
  expect(answer.text).toContain('somebody.else@example.com')
  expect(await membersOf(owner)).toHaveLength(1)
  expect((await lookUp(token)).json).toMatchObject({ state: 'open' })
})

it('after seven days it is expired, and a resend opens it again under a new link', async () => {
  const { client: owner } = await signedIn(app)
  const { client, email } = await somebody()
  const { id, token } = await invited(owner, email)
  const began = clock.now
  clock.now = new Date(began.getTime() + 7 * day + 1000)
  const late = await accept(client, token)
  expect([late.status, late.json]).toMatchObject([410, { state: 'expired' }])
  expect((await lookUp(token)).json).toMatchObject({ state: 'expired' })
  expect((await owner.post(`/api/invitations/${id}/link`, {})).status).toBe(409)
  expect((await client.get('/api/auth/me')).json).toMatchObject({ invitations: [] })
  expect((await owner.post(`/api/invitations/${id}/resend`, {})).status).toBe(200)
  expect((await accept(client, await mailedToken(app, email, 'invitation'))).status).toBe(200)
  clock.now = began
})

it('the old link is unknown after a resend and after a renewal', async () => {
  const { client: owner } = await signedIn(app)
  const { client, email } = await somebody()
  const { id, token } = await invited(owner, email)
  const copied = await copiedToken(owner, id)
  await owner.post(`/api/invitations/${id}/resend`, {})
  const second = await mailedToken(app, email, 'invitation')
  const secondCopied = await copiedToken(owner, id)
  await invite(owner, [email])
  for (const old of [token, copied, second, secondCopied]) {
    expect((await lookUp(old)).status).toBe(404)
    const answer = await accept(client, old)
    expect([answer.status, answer.json]).toMatchObject([410, { state: 'unknown' }])
  }
  expect((await accept(client, await mailedToken(app, email, 'invitation'))).status).toBe(200)
  expect((await owner.post(`/api/invitations/${id}/resend`, {})).status).toBe(409)
  expect((await owner.delete(`/api/invitations/${id}`)).status).toBe(409)
})

it('a cancelled one does not work, cannot come back, and the address can be invited anew', async () => {
  const { client: owner } = await signedIn(app)
  const { client, email } = await somebody()
  const { id, token } = await invited(owner, email)
  const copied = await copiedToken(owner, id)
  expect((await owner.delete(`/api/invitations/${id}`)).status).toBe(200)
  for (const old of [token, copied]) {
    const answer = await accept(client, old)
    expect([answer.status, answer.json]).toMatchObject([410, { state: 'cancelled' }])
    const signUp = await new TestClient(app.url).post('/api/auth/register', newcomer(email, old))
    expect(signUp.status).toBe(410)
  }
  expect((await owner.post(`/api/invitations/${id}/restore`, {})).status).toBe(409)
  expect((await owner.post(`/api/invitations/${id}/resend`, {})).status).toBe(404)
  const again = await invited(owner, email)
  expect(again.id).not.toBe(id)
  expect((await accept(client, again.token)).status).toBe(200)
})

it('of a deleted organization nothing can be accepted', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const { client, email } = await somebody()
  const { token } = await invited(owner, email)
  const body = JSON.stringify({ name: `Organization ${organizationId}` })
  const headers = { 'content-type': 'application/json' }
  expect((await owner.request('DELETE', `/api/organizations/${organizationId}`, { body, headers })).status).toBe(204)
  expect((await accept(client, token)).json).toMatchObject({ state: 'unknown' })
  expect((await lookUp(token)).status).toBe(404)
})

it('a former member comes back as the same one, with the new role and without the old tokens', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const former = await addMember(app, 'ADMIN', { organizationId })
  const client = await signIn(app, former)
  const wanted = { name: 'T', role: 'ADMIN', scopes: ['clients:read'], expiresAt: null }
  const { token: bearer } = await client.create('api-tokens', wanted)
  await owner.delete(`/api/members/${former.memberId}`)
  const { token } = await invited(owner, former.email, 'VIEWER')
  expect((await accept(client, token)).status).toBe(200)
  expect((await owner.get(`/api/members/${former.memberId}`)).json).toMatchObject({ role: 'VIEWER' })
  const program = new TestClient(app.url)
  expect((await program.get('/api/clients', { authorization: `Bearer ${String(bearer)}` })).status).toBe(401)
})

it('signing up with the link makes account, workspace and membership at once', async () => {
  const { client: owner } = await signedIn(app)
  const email = `${randomUUID()}@example.com`
  const { token } = await invited(owner, email, 'VIEWER')
  expect((await lookUp(token)).json).toMatchObject({ state: 'open', hasAccount: false })
  const client = new TestClient(app.url, owner.organizationId)
  const { password, ...without } = newcomer(email, token)
  for (const [more, detail] of [
    [{}, 'is required'],
    [{ password: 'password123' }, 'is too easy to guess'],
  ] as const) {
    // prettier-ignore
    const refused = await client.post('/api/auth/register', { ...without, ...more })
    expect([refused.status, refused.json]).toMatchObject([422, { errors: [{ pointer: '/password', detail }] }])
  }
  expect((await client.post('/api/auth/register', { ...without, password })).status).toBe(201)
  expect((await client.get('/api/clients')).status).toBe(200)
  expect((await membersOf(owner)).map((member) => member['name'])).toContain('New Here')
  expect((await client.get('/api/organizations')).json).toHaveLength(2)
})

it('no token stands in a list, a history, the audit or an export', async () => {
  const { client: owner } = await signedIn(app)
  const { id, token } = await invited(owner, 'quiet@example.com')
  const copied = await copiedToken(owner, id)
  const paths = [
    '/api/invitations',
    `/api/invitations/${id}`,
    `/api/invitations/${id}/history`,
    '/api/activities',
    '/api/activities/export?_values=keys',
  ]
  for (const path of paths) {
    const { text, status } = await owner.get(path)
    expect(status).toBe(200)
    expect(text).not.toContain(token)
    expect(text).not.toContain(copied)
    expect(text).not.toMatch(/nonce|token_?hash/i)
  }
})
