import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resources } from '../resources/index.ts'
import { reach, roles } from '../resources/roles.ts'
import { defaultSettings } from '../resources/settings.ts'
import { imported, importApp, settled, total, uploaded } from '../test/importApp.ts'
import { signedIn } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const names = ['Άννα', 'Βασίλης', 'Γιώργος', 'Δήμητρα', 'Ελένη']
const file = ['name,phone', ...names.map((name, index) => `${name},210123456${index}`)].join('\n')
const all = async (client: TestClient) => (await client.get('/api/clients?_sort=name')).json as JsonRecord[]
const trash = async (client: TestClient) => (await client.get('/api/clients?_trash=true')).json as JsonRecord[]

async function undone(client: TestClient, id: string) {
  const answer = await client.post(`/api/imports/${id}/undo`, {})
  expect(answer).toMatchObject({ status: 202, json: { status: 'undoing' } })
  return settled(client, id)
}

describe('undoing an import', () => {
  it('moves to the trash what nobody touched, and counts what stays by why', async () => {
    const { client } = await signedIn(app)
    const { id } = await imported(client, 'clients', file)
    const [changed, deleted, related] = (await all(client)) as [JsonRecord, JsonRecord, JsonRecord]
    await client.request('PATCH', `/api/clients/${changed.id}`, {
      body: JSON.stringify({ name: 'Άννα Α' }),
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
    })
    await client.request('DELETE', `/api/clients/${deleted.id}`, { headers: { 'if-match': '"1"' } })
    await client.create('notes', { content: 'hangs on it', clientId: related.id })
    const counts = { changed: 1, deleted: 1, related: 1 }
    expect((await client.get(`/api/imports/${id}/undo`)).json).toEqual({ undoable: 2, ...counts })

    expect(await undone(client, id)).toMatchObject({ status: 'done', rowsDone: 5, undo: { done: 2, ...counts } })
    expect((await all(client)).map(({ id }) => id).sort()).toEqual([changed.id, related.id].sort())
    expect((await client.post(`/api/imports/${id}/undo`, {})).status).toBe(409)
  })

  it('can be taken back from the trash, after which nothing is left to undo', async () => {
    const { client } = await signedIn(app)
    const { id } = await imported(client, 'clients', file)
    await undone(client, id)
    expect(await total(client, 'clients')).toBe(0)
    const ids = (await trash(client)).map(({ id }) => id)
    expect(ids).toHaveLength(5)
    const restored = await client.post('/api/clients/bulk', { action: 'restore', ids })
    expect(restored.json).toMatchObject({ done: 5 })
    expect(await client.post(`/api/imports/${id}/undo`, {})).toMatchObject({
      status: 409,
      json: { detail: 'Nothing of this import is left to undo' },
    })
    expect((await imported(client, 'clients', file)).report).toMatchObject({ ready: 5 })
  })

  it('says between which moments its records went to the trash, however often it was undone', async () => {
    const { client } = await signedIn(app)
    const trashedBy = async (id: string) => {
      const { undo } = (await client.get(`/api/imports/${id}`)).json as { undo: { since: string; at: string } }
      const range = `updatedAt_gte=${undo.since}&updatedAt_lte=${undo.at}`
      return ((await client.get(`/api/clients?_trash=true&${range}`)).json as JsonRecord[])
        .map(({ name }) => name)
        .sort()
    }
    const others = await client.create('clients', { name: 'Άλλος', email: 'other@example.com' })
    await client.delete(`/api/clients/${others.id}`)
    const { id } = await imported(client, 'clients', file)
    const [related] = (await all(client)) as [JsonRecord]
    const note = await client.create('notes', { content: 'hangs on it', clientId: related.id })
    await undone(client, id)
    expect(await trashedBy(id)).toEqual(names.slice(1))
    await client.delete(`/api/notes/${note.id}`)
    await undone(client, id)
    expect(await trashedBy(id)).toEqual(names)
  })

  it('is told once in the feed, and in the history of each record', async () => {
    const { client } = await signedIn(app)
    const { id } = await imported(client, 'clients', file)
    const [record] = await all(client)
    await undone(client, id)
    const feed = (await client.get('/api/feed?kind=delete')).json as JsonRecord[]
    expect(feed).toMatchObject([{ kind: 'delete', recordId: null, title: 'file.csv', importId: id }])
    expect(JSON.parse(String(feed[0]?.['details']))).toEqual({ fileName: 'file.csv', count: 5 })
    const history = (await client.get(`/api/clients/${record?.id}/history`)).json
    expect(history).toMatchObject([{ kind: 'delete', importId: id }, { kind: 'create' }])
  })

  it('is of finished imports of the own organization only', async () => {
    const { client } = await signedIn(app)
    const { id } = await uploaded(client, 'clients', file)
    expect((await client.post(`/api/imports/${id}/undo`, {})).status).toBe(409)
    const other = await signedIn(app)
    expect((await other.client.get(`/api/imports/${id}/undo`)).status).toBe(404)
    expect((await other.client.post(`/api/imports/${id}/undo`, {})).status).toBe(404)
  })

  it('asked for three times at once happens once, and beside another import waits or goes first', async () => {
    const { client } = await signedIn(app)
    const { id } = await imported(client, 'clients', file)
    const next = await uploaded(client, 'clients', file)
    const [run, ...answers] = await Promise.all([
      client.post(`/api/imports/${next.id}/run`, {}),
      ...[1, 2, 3].map(() => client.post(`/api/imports/${id}/undo`, {})),
    ])
    expect([run.status, ...answers.map(({ status }) => status).sort()]).toEqual([202, 202, 409, 409])
    expect(await settled(client, id)).toMatchObject({ undo: { done: 5 } })
    expect((await settled(client, next.id)).status).toBe('done')
    expect(await total(client, 'clients')).toBe(5)
  })

  it('that breaks in the middle leaves all as it was, and can be asked for again', async () => {
    const member = await signedIn(app)
    const rows = Array.from({ length: 1200 }, (_, row) => `Name ${row},69${10_000_000 + row}`)
    const { id } = await imported(member.client, 'clients', ['name,phone', ...rows].join('\n'))
    await member.client.post(`/api/imports/${id}/undo`, {})
    await app.database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    const ended = await settled(member.client, id)
    expect([0, 1200]).toContain(await total(member.client, 'clients'))
    expect(ended).toMatchObject({ status: 'done', undo: { done: 1200 } })
    expect(await total(member.client, 'clients')).toBe(0)
  })
})

describe('who may undo an import', () => {
  for (const role of roles) {
    const may = (['import', 'delete'] as const).every(
      (action) => reach(resources['clients']!, action, { role, settings: defaultSettings }) === 'any',
    )
    it(`${role}: ${may ? 'yes' : 'no'}`, async () => {
      const owner = await signedIn(app)
      const { id } = await imported(owner.client, 'clients', file)
      const { client } = await signedIn(app, role, owner.organizationId)
      expect((await client.get(`/api/imports/${id}/undo`)).status).toBe(may ? 200 : 403)
      expect((await client.post(`/api/imports/${id}/undo`, {})).status).toBe(may ? 202 : 403)
      await settled(owner.client, id)
      expect(await total(owner.client, 'clients')).toBe(may ? 0 : 5)
    })
  }
})
