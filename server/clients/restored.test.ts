import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localFiles } from '../files/files.ts'
import { signedIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-restored-'))
let app: TestApp
let owner: TestClient
let serial = 0
beforeAll(async () => {
  const sendJob = () => Promise.reject(new Error('no imports here'))
  app = await testApp({ imports: { files: localFiles(folder), sendJob } })
  ;({ client: owner } = await signedIn(app))
})
afterAll(async () => {
  await app.close()
  fs.rmSync(folder, { recursive: true })
})

const newClient = () =>
  owner.create('clients', { name: `Κάποιος Άλλος ${++serial}`, email: `other-${serial}@example.com` })
const read = async (resource: string, id: string) => (await owner.get(`/api/${resource}/${id}`)).json as JsonRecord
const erase = (client: JsonRecord) => owner.post(`/api/clients/${client.id}/erase`, { confirmName: client['name'] })

async function merged(keptId: string, mergedId: string): Promise<void> {
  const versions = { kept: (await read('clients', keptId)).version, merged: (await read('clients', mergedId)).version }
  expect((await owner.post(`/api/clients/${keptId}/merge`, { mergedId, versions })).status).toBe(200)
}

const mergesOf = async (kept: JsonRecord) =>
  (await owner.get(`/api/clients/${kept.id}/merges`)).json as { id: string; mergedId: string; canUndo: boolean }[]

describe('undoing a merge after somebody restored the merged client from the trash', () => {
  it('brings back everything that referred to it, living or in the trash', async () => {
    const [kept, restored, third] = [await newClient(), await newClient(), await newClient()]
    const relate = (fromId: string, toId: string, relationshipType = 'FAMILY') =>
      owner.create('client-relationships', { fromId, toId, relationshipType })
    const about = { clientId: restored.id }
    const [note, task, interaction, property, self, twice, moves] = [
      await owner.create('notes', { content: 'x', ...about }),
      await owner.create('tasks', { title: 'x', ...about }),
      await owner.create('interactions', {
        interactionType: 'CALL',
        summary: 'x',
        occurredAt: new Date().toISOString(),
        ...about,
      }),
      await owner.create('properties', { propertyType: 'HOUSE', city: 'Χανιά', ownerId: restored.id }),
      await relate(kept.id, restored.id),
      (await relate(kept.id, third.id), await relate(restored.id, third.id)),
      await relate(third.id, restored.id),
    ]
    await merged(kept.id, restored.id)
    expect((await owner.post(`/api/clients/${restored.id}/restore`, {})).status).toBe(200)
    // Somebody else again: what had moved stays with the other until the merge is undone.
    expect((await read('notes', note.id))['clientId']).toBe(kept.id)
    const [merge] = await mergesOf(kept)
    expect(merge).toMatchObject({ mergedId: restored.id, canUndo: true })
    const undone = await owner.post(`/api/clients/${kept.id}/merges/${merge?.id}/undo`, {})
    expect([undone.status, undone.json]).toMatchObject([
      200,
      {
        movedBack: { notes: 1, tasks: 1, interactions: 1, properties: 1, 'client-relationships': 1 },
        leftTotal: 0,
        leftFields: [],
      },
    ])
    expect((await read('notes', note.id))['clientId']).toBe(restored.id)
    expect((await read('tasks', task.id))['clientId']).toBe(restored.id)
    expect((await read('interactions', interaction.id))['clientId']).toBe(restored.id)
    expect((await read('properties', property.id))['ownerId']).toBe(restored.id)
    expect(await read('client-relationships', self.id)).toMatchObject({ fromId: kept.id, toId: restored.id })
    expect(await read('client-relationships', twice.id)).toMatchObject({ fromId: restored.id, toId: third.id })
    expect(await read('client-relationships', moves.id)).toMatchObject({ fromId: third.id, toId: restored.id })
    expect(await mergesOf(kept)).toEqual([])
  })

  it('is refused while the restored client is merged into a third one', async () => {
    const [kept, restored, third] = [await newClient(), await newClient(), await newClient()]
    const note = await owner.create('notes', { content: 'x', clientId: restored.id })
    await merged(kept.id, restored.id)
    await owner.post(`/api/clients/${restored.id}/restore`, {})
    await merged(third.id, restored.id)
    const undo = async (from: JsonRecord) => {
      const [merge] = await mergesOf(from)
      return owner.post(`/api/clients/${from.id}/merges/${merge?.id}/undo`, {})
    }
    expect((await undo(kept)).json).toMatchObject({
      status: 409,
      detail: `${String(restored['name'])} was itself merged into another client; undo that merge first`,
    })
    expect((await undo(third)).status).toBe(200)
    expect((await undo(kept)).status).toBe(200)
    expect((await read('notes', note.id))['clientId']).toBe(restored.id)
  })
})

describe('erasing after somebody restored a merged client from the trash instead of undoing the merge', () => {
  it('who came out of the trash after a merge is somebody else again, also when back in it', async () => {
    const [kept, restored, trashed] = [await newClient(), await newClient(), await newClient()]
    for (const each of [restored, trashed]) {
      await merged(kept.id, each.id)
      expect((await owner.post(`/api/clients/${each.id}/restore`, {})).status).toBe(200)
    }
    const within = await newClient()
    await merged(restored.id, within.id)
    expect((await owner.delete(`/api/clients/${trashed.id}`)).status).toBe(200)
    expect((await erase(await read('clients', kept.id))).status).toBe(200)
    expect(await read('clients', restored.id)).toMatchObject({ name: restored['name'] })
    const trash = `/api/clients?_trash=true&id=${trashed.id}&id=${within.id}&_sort=createdAt`
    expect((await owner.get(trash)).json).toMatchObject([{ name: trashed['name'] }, { name: within['name'] }])
    expect((await erase(restored)).status).toBe(200)
    expect((await owner.get(trash)).json).toMatchObject([{ name: trashed['name'] }, { name: '—' }])
  })

  it('who came out of the trash after a merge is erased alone', async () => {
    const [kept, restored] = [await newClient(), await newClient()]
    await merged(kept.id, restored.id)
    expect((await owner.post(`/api/clients/${restored.id}/restore`, {})).status).toBe(200)
    expect((await erase(restored)).status).toBe(200)
    expect(await read('clients', kept.id)).toMatchObject({ name: kept['name'] })
  })
})
