import fs from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { finished, importApp, imported, uploaded } from '../test/importApp.ts'
import { addMember, signedIn, signIn } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const inbox = async (client: TestClient) => (await client.get('/api/notices')).json

it('whoever started an import is told of its end, nobody else, and of no check; what it brings along tells nobody', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const agent = await addMember(app, 'AGENT', { organizationId })
  const file = await uploaded(owner, 'tasks', `title,assigneeId\nKeys,${agent.email}\n,${agent.email}\n`)
  await finished(owner, file.id, 'check')
  expect(await inbox(owner)).toEqual([])
  await finished(owner, file.id, 'run')
  expect(await inbox(owner)).toMatchObject([
    {
      kind: 'import-finished',
      recordId: file.id,
      title: 'file.csv',
      data: { of: 'tasks', isDone: true, imported: 1, refused: 1 },
      isOpen: true,
    },
  ])
  expect(await inbox(await signIn(app, agent))).toEqual([])
})

it('an import that failed is told too', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const { id } = await imported(owner, 'clients', 'name,email\nA,a@example.com\n')
  const again = await uploaded(owner, 'clients', 'name,email\nB,b@example.com\n')
  await fs.rm(path.join(app.folder, organizationId, again.id))
  expect(await finished(owner, again.id, 'run')).toMatchObject({ status: 'failed' })
  expect(await inbox(owner)).toMatchObject([
    { kind: 'import-finished', recordId: again.id, data: { isDone: false } },
    { kind: 'import-finished', recordId: id, data: { isDone: true } },
  ])
})
