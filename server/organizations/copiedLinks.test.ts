import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { mailedToken, mailsTo } from '../test/mails.ts'
import { addUser, signedIn, signIn, testApp, testEnv, type TestApp } from '../test/testApp.ts'
import { TestClient, type JsonRecord } from '../test/testClient.ts'
import type { Invited } from './invite.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** Invites one address and answers the invitation's id with the token mailed to it. */
const invited = async (client: TestClient, email: string, role = 'AGENT') => {
  const { sent } = (await client.post('/api/invitations', { emails: [email], role })).json as Invited
  return { id: sent[0]?.id ?? '', token: await mailedToken(app, email, 'invitation') }
}
/** The token of the link that the inviter copies. */
const copiedToken = async (client: TestClient, id: string) => {
  const { url } = (await client.post(`/api/invitations/${id}/link`, {})).json as { url: string }
  expect(url).toMatch(new RegExp(`^${testEnv.publicUrl}/invitation#[\\w-]{43}$`))
  return url.split('#')[1] ?? ''
}
const password = 'quartz lantern orbit'
const newcomer = (email: string, invitation: string) => ({ email, name: 'New Here', invitation })
const lookUp = (token: string) => new TestClient(app.url).post('/api/auth/invitation', { token })
const accept = (client: TestClient, token: string) => client.post('/api/account/invitations/accept', { token })
const somebody = async () => {
  const user = await addUser(app, 'Invited Person')
  return { ...user, client: await signIn(app, user) }
}
const membersOf = async (client: TestClient) => (await client.get('/api/members')).json as JsonRecord[]

it('signing up with a copied link proves no address: it is confirmed by mail first, then the invitation waits', async () => {
  const { client: owner } = await signedIn(app)
  const email = `${randomUUID()}@example.com`
  const { id } = await invited(owner, email, 'VIEWER')
  const client = new TestClient(app.url, owner.organizationId)
  const answer = await client.post('/api/auth/register', newcomer(email, await copiedToken(owner, id)))
  expect([answer.status, answer.text]).toEqual([202, '{}'])
  const chosen = { ...newcomer(email, await copiedToken(owner, id)), password }
  expect((await client.post('/api/auth/register', chosen)).json).toMatchObject({ errors: [{ pointer: '/password' }] })
  expect((await client.get('/api/auth/me')).status).toBe(401)
  expect(await app.database.ask(sql`select from "user" where email = ${email}`)).toEqual([])
  expect((await mailsTo(app, email)).map(({ kind }) => kind)).toEqual(['sign-up', 'invitation'])
  expect(await membersOf(owner)).toHaveLength(1)

  const token = await mailedToken(app, email, 'sign-up')
  const confirmed = await client.post('/api/auth/register/confirm', { token, password })
  expect([confirmed.status, confirmed.json]).toMatchObject([201, { invitations: [{ id, role: 'VIEWER' }] }])
  expect((await client.post(`/api/account/invitations/${id}/accept`, {})).status).toBe(200)
  expect((await client.get('/api/clients')).status).toBe(200)
})

it('a copied link lets its invitee join when signed in, and nobody else sign up', async () => {
  const { client: owner } = await signedIn(app)
  const { client, email } = await somebody()
  const { id } = await invited(owner, email)
  const copied = await copiedToken(owner, id)
  expect(await copiedToken(owner, id)).toBe(copied)
  const other = new TestClient(app.url)
  expect((await other.post('/api/auth/register', newcomer('other@example.com', copied))).status).toBe(403)
  // Like an unknown address: 409 would tell that there is an account.
  expect((await other.post('/api/auth/register', newcomer(email, copied))).status).toBe(202)
  expect((await accept((await somebody()).client, copied)).status).toBe(403)
  expect((await accept(client, copied)).status).toBe(200)
  expect(await membersOf(owner)).toHaveLength(2)
})

it('a copied link tells nothing about an account', async () => {
  const { client: owner } = await signedIn(app)
  const { email } = await somebody()
  for (const address of [email, `${randomUUID()}@example.com`]) {
    const { id, token } = await invited(owner, address)
    const copied = await copiedToken(owner, id)
    expect((await lookUp(copied)).json).toMatchObject({ state: 'open', email: address, hasAccount: null })
    expect((await lookUp(token)).json).toMatchObject({ hasAccount: address === email })
  }
})
