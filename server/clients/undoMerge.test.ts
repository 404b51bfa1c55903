import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'
import type { MergeAnswer } from './merge.ts'
import type { ListedMerge } from './merges.ts'
import type { UndoAnswer } from './undoMerge.ts'

const day = 86_400_000
let clock = new Date()
let app: TestApp
let owner: TestClient
let organizationId: string
let userId: string
let email: string
let serial = 0
beforeAll(async () => {
  app = await testApp({ now: () => clock })
  ;({ client: owner, organizationId, userId, email } = await signedIn(app))
})
afterAll(() => app.close())

const newClient = (fields: object = {}) =>
  owner.create('clients', { name: `Client ${++serial}`, email: `client-${serial}@example.com`, ...fields })
const read = async (resource: string, id: string) => (await owner.get(`/api/${resource}/${id}`)).json as JsonRecord

async function merged(kept: JsonRecord, other: JsonRecord): Promise<string> {
  const versions = { kept: (await read('clients', kept.id)).version, merged: (await read('clients', other.id)).version }
  const answer = await owner.post(`/api/clients/${kept.id}/merge`, { mergedId: other.id, versions })
  expect(answer.status).toBe(200)
  return (answer.json as MergeAnswer).id
}
const undo = (kept: JsonRecord, id: string) => owner.post(`/api/clients/${kept.id}/merges/${id}/undo`, {})
const mergesOf = async (kept: JsonRecord) => (await owner.get(`/api/clients/${kept.id}/merges`)).json as ListedMerge[]

describe('undoing a merge', () => {
  it('brings both clients back as they were', async () => {
    const [kept, other] = [await newClient({ tags: ['a'] }), await newClient({ phone: '210 111 2224', tags: ['b'] })]
    const id = await merged(kept, other)
    expect(await mergesOf(kept)).toMatchObject([{ id, mergedId: other.id, title: other['name'], canUndo: true }])
    expect((await undo(kept, id)).status).toBe(200)
    const shape = (client: JsonRecord) => ({ ...client, version: 0, updatedAt: '' })
    expect(shape(await read('clients', kept.id))).toEqual(shape(kept))
    expect(shape(await read('clients', other.id))).toEqual(shape(other))
    expect(await mergesOf(kept)).toEqual([])
    expect((await undo(kept, id)).status).toBe(409)
    const rows = await app.database.read(
      { organizationId, userId },
      sql`select undo from client_merge where id = ${id}::uuid`,
    )
    expect(rows).toEqual([{ undo: {} }])
  })

  it('leaves what was changed since, and says so', async () => {
    const [kept, other, third] = [
      await newClient({ email: null, phone: '2101112225' }),
      await newClient({ leadSource: 'web', phone: '2101112226' }),
      await newClient(),
    ]
    const [moved, changed] = [
      await owner.create('notes', { content: 'moved', clientId: other.id }),
      await owner.create('tasks', { title: 'changed', clientId: other.id }),
    ]
    const id = await merged(kept, other)
    await owner.patch(`/api/tasks/${changed.id}`, { clientId: third.id })
    await owner.patch(`/api/clients/${kept.id}`, { leadSource: 'friend' })
    const answer = (await undo(kept, id)).json as UndoAnswer
    expect(answer).toMatchObject({
      movedBack: { notes: 1 },
      leftFields: ['leadSource'],
      left: [{ resource: 'tasks', id: changed.id, title: 'changed' }],
      leftTotal: 1,
    })
    expect((await read('notes', moved.id))['clientId']).toBe(other.id)
    expect((await read('tasks', changed.id))['clientId']).toBe(third.id)
    expect(await read('clients', kept.id)).toMatchObject({ email: null, secondaryPhone: null, leadSource: 'friend' })
  })

  it('leaves the contact that would leave the client without any', async () => {
    const [kept, other] = [
      await newClient({ email: 'was@example.com' }),
      await newClient({ email: null, phone: '2101112227' }),
    ]
    const id = await merged(kept, other)
    await owner.patch(`/api/clients/${kept.id}`, { email: null })
    const answer = (await undo(kept, id)).json as UndoAnswer
    expect(answer.leftFields).toContain('phone')
    expect(await read('clients', kept.id)).toMatchObject({ email: null, phone: '+302101112227' })
  })

  it('goes in reverse through merges into merges', async () => {
    const [a, b, c] = [await newClient(), await newClient(), await newClient()]
    const note = await owner.create('notes', { content: 'of a', clientId: a.id })
    const first = await merged(b, a)
    const second = await merged(c, b)
    const refused = await undo(b, first)
    expect(refused.json).toMatchObject({
      status: 409,
      detail: `${String(b['name'])} was itself merged into another client; undo that merge first`,
    })
    expect((await undo(c, second)).status).toBe(200)
    expect((await undo(b, first)).status).toBe(200)
    expect((await read('notes', note.id))['clientId']).toBe(a.id)
  })

  it('two merges into one client are undone in any order', async () => {
    const [kept, a, b] = [await newClient(), await newClient(), await newClient()]
    const [first, second] = [await merged(kept, a), await merged(kept, b)]
    expect((await undo(kept, first)).status).toBe(200)
    expect((await undo(kept, second)).status).toBe(200)
    expect((await read('clients', a.id))['email']).toBe(a['email'])
    expect((await read('clients', kept.id))['email']).toBe(kept['email'])
  })

  it('is refused in the trash, without the merged client, and after 30 days', async () => {
    const [kept, other] = [await newClient(), await newClient()]
    const id = await merged(kept, other)
    await owner.delete(`/api/clients/${kept.id}`)
    expect((await undo(kept, id)).status).toBe(409)
    await owner.post(`/api/clients/${kept.id}/restore`, {})
    const began = clock
    clock = new Date(began.getTime() + 30 * day + 1)
    const later = await signIn(app, { email, organizationId })
    expect((await later.get(`/api/clients/${kept.id}/merges`)).json).toMatchObject([{ id, canUndo: false }])
    expect((await later.post(`/api/clients/${kept.id}/merges/${id}/undo`, {})).json).toMatchObject({
      status: 409,
      detail: 'A merge can be undone for 30 days',
    })
    clock = began
  })
})
