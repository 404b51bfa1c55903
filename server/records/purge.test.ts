import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord } from '../test/testClient.ts'
import { purgeTrash, trashDays } from './purge.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

it('the trash keeps for 30 days, then lets go of a record and of what cannot stand without it', async () => {
  const { client: owner } = await signedIn(app)
  const gone = await owner.create('clients', { name: 'Gone', email: 'gone@example.com' })
  const stays = await owner.create('clients', { name: 'Stays', email: 'stays@example.com' })
  const house = await owner.create('properties', { city: 'Πάρος', propertyType: 'HOUSE', ownerId: gone.id })
  const about = { clientId: gone.id }
  const [alone, both] = [
    await owner.create('notes', { content: 'Of the client only', ...about }),
    await owner.create('notes', { content: 'Of both', ...about, propertyId: house.id }),
  ]
  const task = await owner.create('tasks', { title: 'Call', ...about })
  await owner.create('client-relationships', { fromId: gone.id, toId: stays.id, relationshipType: 'FAMILY' })
  await owner.delete(`/api/clients/${gone.id}`)

  expect(await purgeTrash(app.database, inDays(trashDays - 1))).toBe(0)
  expect(await purgeTrash(app.database, inDays(trashDays + 1))).toBe(3)

  expect((await owner.get('/api/clients?_trash=true')).json).toEqual([])
  expect((await owner.get(`/api/notes/${alone.id}`)).status).toBe(404)
  for (const [path, field] of [
    [`notes/${both.id}`, 'clientId'],
    [`tasks/${task.id}`, 'clientId'],
    [`properties/${house.id}`, 'ownerId'],
  ] as const) {
    expect((await owner.get(`/api/${path}`)).json).toMatchObject({ [field]: null, version: 2 })
    expect((await owner.get(`/api/${path}/history`)).json).toMatchObject([{ kind: 'edit', actorId: null }, { kind: 'create' }]) // prettier-ignore
  }
  expect((await owner.get('/api/client-relationships')).json).toEqual([])
  const told = (await owner.get('/api/feed?kind=purge')).json as JsonRecord[]
  expect(told.map((entry) => entry['resource']).toSorted()).toEqual(['client-relationships', 'clients', 'notes'])
})

it('what lies in the trash of nobody’s thirty days stays, in every organization', async () => {
  const { client: one } = await signedIn(app)
  const { client: other } = await signedIn(app)
  const kept = await one.create('clients', { name: 'Living', email: 'l@example.com' })
  const trashed = await other.create('clients', { name: 'Trashed', email: 't@example.com' })
  await other.delete(`/api/clients/${trashed.id}`)
  await purgeTrash(app.database, inDays(trashDays + 1))
  expect((await one.get(`/api/clients/${kept.id}`)).status).toBe(200)
  expect((await other.get('/api/clients?_trash=true')).json).toEqual([])
})
