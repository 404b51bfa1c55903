import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleOf } from '../test/examples.ts'
import { resources } from '../resources/index.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { Answer, JsonRecord, TestClient } from '../test/testClient.ts'

let app: TestApp
const clock = { now: new Date() }
beforeAll(async () => {
  app = await testApp({ now: () => clock.now })
})
afterAll(() => app.close())

const client = exampleOf(resources['clients']!)

it('an owner sees what the role sees, and changes nothing, until they stop', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const theirs = await owner.create('clients', client)
  const { client: colleague } = await signedIn(app, 'AGENT', organizationId)
  const hidden = await colleague.create('clients', client)
  await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { clients: 'own' } } })

  const viewing = await owner.post('/api/view-as', { role: 'AGENT' })
  expect([viewing.status, viewing.json]).toMatchObject([200, { viewAs: { organizationId, role: 'AGENT' } }])
  expect((await owner.get('/api/auth/me')).json).toMatchObject({ viewAs: { role: 'AGENT' } })
  expect((await owner.get('/api/clients')).json).toMatchObject([
    { id: theirs.id, _can: { edit: false, delete: false } },
  ])
  expect((await owner.get(`/api/clients/${hidden.id}`)).status).toBe(404)
  expect((await owner.get('/api/activities')).status).toBe(403)
  const writes: (() => Promise<Answer>)[] = [
    () => owner.post('/api/clients', client),
    () => owner.patch(`/api/clients/${theirs.id}`, { name: 'Changed' }),
    () => owner.delete(`/api/clients/${theirs.id}`),
    () => owner.post('/api/clients/bulk', { action: 'delete', ids: [theirs.id] }),
    () => owner.post('/api/invitations', { emails: ['a@example.com'], role: 'AGENT' }),
    () => owner.patch(`/api/organizations/${organizationId}`, { name: 'Changed' }),
    () => owner.post(`/api/organizations/${organizationId}/leave`, {}),
  ]
  for (const write of writes) expect((await write()).status).toBe(403)

  expect((await owner.post('/api/view-as', { role: 'VIEWER' })).json).toMatchObject({ viewAs: { role: 'VIEWER' } })
  expect((await owner.get('/api/clients/export')).status).toBe(403)
  const stopped = await owner.delete('/api/view-as')
  expect([stopped.status, stopped.json]).toMatchObject([200, { viewAs: null }])
  expect((await owner.patch(`/api/clients/${theirs.id}`, { name: 'Changed' })).status).toBe(200)
  const audit = (await owner.get('/api/activities?kind=view-as')).json as JsonRecord[]
  expect(audit.map(({ details }) => JSON.parse(String(details)) as object)).toMatchObject([
    { role: 'VIEWER' },
    { role: 'AGENT' },
  ])
})

it('only a lower role can be looked through', async () => {
  const { client: owner } = await signedIn(app)
  for (const role of ['ORG_OWNER', 'ROOT']) {
    expect((await owner.post('/api/view-as', { role })).json).toMatchObject({ errors: [{ pointer: '/role' }] })
  }
})

it('it ends by itself after 30 minutes, and holds for one organization', async () => {
  const { client: owner, organizationId, userId, email } = await signedIn(app)
  const other = await addMember(app, 'ORG_OWNER', { user: { userId, email, name: 'Same' } })
  const elsewhere: TestClient = await signIn(app, { email, organizationId })
  await owner.post('/api/view-as', { role: 'VIEWER' })
  const create = (by: TestClient) => by.post('/api/clients', client)
  expect((await create(owner)).status).toBe(403)
  // Another session of the same person is not looking through anything.
  expect((await create(elsewhere)).status).toBe(201)
  owner.organizationId = other.organizationId
  expect((await create(owner)).status).toBe(201)
  owner.organizationId = organizationId
  const began = clock.now
  clock.now = new Date(began.getTime() + 31 * 60_000)
  expect((await create(owner)).status).toBe(201)
  expect((await owner.get('/api/auth/me')).json).toMatchObject({ viewAs: null })
  clock.now = began
})
