import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 as uuid } from 'uuid'
import { localFiles } from '../files/files.ts'
import { finished, importApp, uploaded } from '../test/importApp.ts'
import { signedIn } from '../test/testApp.ts'
import { purgeUploads } from './purge.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const inDays = (days: number) => () => new Date(Date.now() + days * 86_400_000)
const purge = (days: number) =>
  purgeUploads({ database: app.database, files: localFiles(app.folder), now: inDays(days) })

it('files of imports that ended 30 days ago go, and such that belong to none; what may still run stays', async () => {
  const { client, organizationId } = await signedIn(app)
  const { client: other, organizationId: theirs } = await signedIn(app)
  const text = 'name,phone\nΆννα,1\n,2\n'
  const [done, waiting, checked] = [
    await uploaded(client, 'clients', text),
    await uploaded(client, 'clients', text),
    await uploaded(other, 'clients', text),
  ]
  await finished(client, done.id, 'run')
  await finished(other, checked.id, 'check')
  const stray = uuid()
  fs.writeFileSync(path.join(app.folder, organizationId, `${stray}.part`), 'x')
  fs.writeFileSync(path.join(app.folder, organizationId, 'notes.txt'), 'not ours')
  fs.writeFileSync(path.join(app.folder, 'lost+found'), 'not ours')
  const kept = (organization: string) => fs.readdirSync(path.join(app.folder, organization)).sort()
  const all = [done.id, `${done.id}.refused`, waiting.id, 'notes.txt', `${stray}.part`].sort()

  expect(await purge(29)).toBe(0)
  expect(kept(organizationId)).toEqual(all)
  expect(await purge(31)).toBe(3)
  expect(kept(organizationId)).toEqual([waiting.id, 'notes.txt'].sort())
  expect(kept(theirs)).toEqual([checked.id, `${checked.id}.refused`].sort())

  expect((await client.get(`/api/imports/${done.id}/refused`)).status).toBe(404)
  expect((await client.get(`/api/imports/${done.id}`)).json).toMatchObject({ status: 'done' })
})

it('an import whose file is gone says so', async () => {
  const { client, organizationId } = await signedIn(app)
  const { id } = await uploaded(client, 'clients', 'name,phone\nΆννα,1\n')
  fs.rmSync(path.join(app.folder, organizationId, id))
  const failed = await finished(client, id, 'check')
  expect([failed.status, failed.error]).toEqual(['failed', 'The uploaded file is not kept any more; upload it again'])
})
