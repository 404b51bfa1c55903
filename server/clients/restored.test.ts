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
