import { afterAll, beforeAll, expect, it } from 'vitest'
import { addMember, addUser, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import { TestClient, type JsonRecord } from '../test/testClient.ts'
import type { OrganizationAnswer } from './list.ts'

let app: TestApp
const clock = { now: new Date() }
beforeAll(async () => {
  app = await testApp({ now: () => clock.now })
})
afterAll(() => app.close())

const day = 24 * 3600 * 1000
const all = async (client: TestClient) => (await client.get('/api/organizations')).json as OrganizationAnswer[]
/** Without the personal workspace that everybody has. */
const list = async (client: TestClient) => (await all(client)).filter(({ isPersonal }) => !isPersonal)
const remove = (client: TestClient, id: string, name: string) =>
  client.request('DELETE', `/api/organizations/${id}`, {
    body: JSON.stringify({ name }),
    headers: { 'content-type': 'application/json' },
  })

it('whoever founds an organization owns it; its address is made from the name and told apart', async () => {
  const client = await signIn(app, await addUser(app))
  const first = await client.post('/api/organizations', { name: 'Μεσιτικό Γραφείο' })
  expect(first.status).toBe(201)
  expect(first.json).toMatchObject({ slug: 'mesitiko-grafeio', role: 'ORG_OWNER', isPersonal: false, version: 1 })
  const second = (await client.post('/api/organizations', { name: 'Μεσιτικό Γραφείο' })).json as OrganizationAnswer
  expect(second.slug).toMatch(/^mesitiko-grafeio-[0-9a-f]{8}$/)
  const taken = await client.post('/api/organizations', { name: 'Third', slug: 'mesitiko-grafeio' })
  expect([taken.status, taken.json]).toMatchObject([409, { errors: [{ pointer: '/slug' }] }])
  expect((await client.post('/api/organizations', { name: 'Third', slug: 'No Slug' })).status).toBe(422)
  expect((await list(client)).length).toBe(2)
})

it('an edit says in the audit what was changed, setting by setting, and keeps the rest', async () => {
  const { client, organizationId } = await signedIn(app)
  const path = `/api/organizations/${organizationId}`
  await client.patch(path, { settings: { visibility: { clients: 'own' } } })
  const answer = await client.patch(path, { settings: { exportRole: 'ADMIN', visibility: { properties: 'own' } } })
  expect(answer.json).toMatchObject({
    version: 3,
    settings: { language: 'el', exportRole: 'ADMIN', visibility: { clients: 'own', properties: 'own' } },
  })
  const [entry] = (await client.get('/api/activities?resource=organization')).json as { details: string }[]
  expect(JSON.parse(entry?.details ?? '')).toEqual({
    exportRole: ['AGENT', 'ADMIN'],
    'visibility.properties': ['all', 'own'],
  })
  await client.patch(path, { settings: { exportRole: 'ADMIN' } })
  expect((await client.get(path)).json).toMatchObject({ version: 3 })
})

it('what is no setting is refused, field by field', async () => {
  const { client, organizationId } = await signedIn(app)
  const cases: [unknown, string][] = [
    [{ name: '' }, '/name'],
    [{ isPersonal: true }, '/isPersonal'],
    [{ slug: 'Not a slug' }, '/slug'],
    [{ settings: { language: 'fr' } }, '/settings/language'],
    [{ settings: { timeZone: 'Atlantis/Poseidonis' } }, '/settings/timeZone'],
    [{ settings: { exportRole: 'NOBODY' } }, '/settings/exportRole'],
    [{ settings: { visibility: { members: 'own' } } }, '/settings/visibility/members'],
    [{ settings: { visibility: { toString: 'own' } } }, '/settings/visibility/toString'],
    [{ settings: { plan: 'ENTERPRISE' } }, '/settings/plan'],
  ]
  for (const [body, pointer] of cases) {
    const answer = await client.patch(`/api/organizations/${organizationId}`, body)
    expect([pointer, answer.status, answer.json]).toMatchObject([pointer, 422, { errors: [{ pointer }] }])
  }
})

it('a version that has moved on is answered 409 with the current one', async () => {
  const { client, organizationId } = await signedIn(app)
  const path = `/api/organizations/${organizationId}`
  const { headers } = await client.get(path)
  const etag = headers.get('etag') ?? ''
  expect((await client.patch(path, { name: 'First' }, { 'if-match': etag })).status).toBe(200)
  const late = await client.patch(path, { name: 'Second' }, { 'if-match': etag })
  expect([late.status, late.json]).toMatchObject([409, { current: { name: 'First', version: 2 } }])
})

it('a stranger is told the same of an organization that exists and one that does not', async () => {
  const { organizationId } = await signedIn(app)
  const { client } = await signedIn(app)
  for (const id of [organizationId, '0189f7f0-0000-7000-8000-00000000dead', 'no-id']) {
    expect((await client.get(`/api/organizations/${id}`)).status).toBe(404)
    expect((await client.patch(`/api/organizations/${id}`, { name: 'Mine now' })).status).toBe(404)
    expect((await client.get(`/api/organizations/${id}/contents`)).status).toBe(404)
    expect((await remove(client, id, 'Mine now')).status).toBe(404)
    expect((await client.post(`/api/organizations/${id}/restore`, {})).status).toBe(404)
    expect((await client.post(`/api/organizations/${id}/leave`, {})).status).toBe(404)
  }
})

it('deleting wants the name, hides everything at once from everybody, and is undone by an owner', async () => {
  const { client, organizationId } = await signedIn(app)
  const agent = await signIn(app, await addMember(app, 'AGENT', { organizationId }))
  const token = await client.create('api-tokens', {
    name: 'T',
    role: 'ADMIN',
    scopes: ['clients:read'],
    expiresAt: null,
  })
  const bearer = { authorization: `Bearer ${String(token['token'])}` }
  await client.create('clients', { name: 'Kept', email: 'kept@example.com' })
  await client.post('/api/invitations', { emails: ['soon@example.com'], role: 'AGENT' })
  expect((await client.get(`/api/organizations/${organizationId}/contents`)).json).toEqual({
    members: 2,
    records: { clients: 1, properties: 0, tasks: 0 },
    subscription: null,
  })
  expect((await remove(client, organizationId, 'Another name')).json).toMatchObject({ errors: [{ pointer: '/name' }] })

  const name = (await list(client))[0]?.name ?? ''
  expect((await remove(client, organizationId, name)).status).toBe(204)
  for (const someone of [client, agent]) expect((await someone.get('/api/clients')).status).toBe(404)
  expect((await new TestClient(app.url).get('/api/clients', bearer)).status).toBe(401)
  expect(await list(agent)).toEqual([])
  expect(await list(client)).toMatchObject([{ id: organizationId, deletedAt: clock.now.toISOString() }])

  expect((await agent.post(`/api/organizations/${organizationId}/restore`, {})).status).toBe(404)
  const restored = await client.post(`/api/organizations/${organizationId}/restore`, {})
  expect([restored.status, restored.json]).toMatchObject([200, { deletedAt: null, purgeAt: null }])
  expect((await agent.get('/api/clients')).json).toMatchObject([{ name: 'Kept' }])
  const kinds = (await client.get('/api/activities?resource=organization')).json as JsonRecord[]
  expect(kinds.map(({ kind }) => kind)).toEqual(['restore', 'delete'])
})

it('after the 14 days it cannot be restored', async () => {
  const { client, organizationId } = await signedIn(app)
  const name = (await list(client))[0]?.name ?? ''
  await remove(client, organizationId, name)
  const began = clock.now
  clock.now = new Date(began.getTime() + 13.9 * day)
  expect(await list(client)).toHaveLength(1)
  clock.now = new Date(began.getTime() + 14.1 * day)
  expect(await list(client)).toHaveLength(0)
  expect((await client.post(`/api/organizations/${organizationId}/restore`, {})).status).toBe(404)
  clock.now = began
})

it('leaving ends the membership and its tokens, keeps what was made, and is open to everybody but the last owner', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const { client: admin, memberId } = await signedIn(app, 'ADMIN', organizationId)
  const token = await admin.create('api-tokens', {
    name: 'T',
    role: 'ADMIN',
    scopes: ['clients:read'],
    expiresAt: null,
  })
  await admin.create('clients', { name: 'Made by admin', email: 'a@example.com' })
  expect((await admin.post(`/api/organizations/${organizationId}/leave`, {})).status).toBe(204)
  expect((await admin.get('/api/clients')).status).toBe(404)
  expect((await owner.get('/api/clients')).json).toMatchObject([{ createdBy: memberId }])
  expect((await owner.get('/api/members?_trash=true')).json).toMatchObject([{ id: memberId }])
  expect((await owner.get(`/api/api-tokens?_trash=true`)).json).toMatchObject([{ id: token.id }])
  const audit = (await owner.get(`/api/activities?recordId=${memberId}&recordId=${token.id}`)).json as JsonRecord[]
  expect(audit.map(({ kind }) => kind).toSorted()).toEqual(['create', 'delete', 'leave', 'sign-in'])

  const last = await owner.post(`/api/organizations/${organizationId}/leave`, {})
  expect([last.status, last.json]).toMatchObject([409, { type: 'urn:oikion:problem:conflict' }])
  expect((await owner.get('/api/clients')).status).toBe(200)
})

it('a personal workspace is renamed and set up, and nothing else', async () => {
  const client = await signIn(app, await addUser(app))
  const [{ id, name, slug }] = (await all(client)) as [OrganizationAnswer]
  client.organizationId = id
  const path = `/api/organizations/${id}`
  expect((await client.patch(path, { name: 'My own', settings: { language: 'en' } })).status).toBe(200)
  expect((await client.patch(path, { slug: 'my-own' })).json).toMatchObject({ errors: [{ pointer: '/slug' }] })
  expect((await remove(client, id, 'My own')).status).toBe(403)
  expect((await client.post(`${path}/leave`, {})).status).toBe(403)
  expect((await client.post('/api/invitations', { emails: ['a@example.com'], role: 'VIEWER' })).status).toBe(403)
  expect((await client.post('/api/view-as', { role: 'VIEWER' })).status).toBe(403)
  expect(await all(client)).toMatchObject([{ name: 'My own', slug, isPersonal: true }])
  expect(name).not.toBe('My own')
})
