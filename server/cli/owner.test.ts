import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectRoot } from '../env.ts'
import { environmentOf, testApp, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'server/cli/owner.ts', ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...environmentOf(app) },
  })

it('npm run owner makes somebody who signs in, owns the agency and has a personal workspace; a second time it says so', async () => {
  const args = [
    '--email',
    'Eleni@agency.example',
    '--name',
    'Ελένη Π.',
    '--organization',
    'Sea View',
    '--slug',
    'sea-view',
  ]
  const { stdout } = await run(...args)
  const password = /\n {2}(\S+)\n/.exec(stdout)?.[1]
  const client = new TestClient(app.url)
  const answer = await client.post('/api/auth/login', { email: 'eleni@agency.example', password })
  expect(answer.json).toMatchObject({
    memberships: [
      { role: 'ORG_OWNER', organization: { slug: 'sea-view', name: 'Sea View', isPersonal: false } },
      { role: 'ORG_OWNER', organization: { isPersonal: true } },
    ],
  })
  await expect(run(...args)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('signs in already') as string,
  })
}, 120_000)
