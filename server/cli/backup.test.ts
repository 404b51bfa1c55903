import { execFile } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { addMember, environmentOf, testApp, type TestApp } from '../test/testApp.ts'

let app: TestApp
let folder: string
beforeAll(async () => {
  app = await testApp()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-cli-'))
})
afterAll(async () => {
  await app.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Runs a command as an operator would, in a folder of its own. */
function command(
  name: 'backup' | 'restore',
  options: string[],
  environment: Record<string, string> = environmentOf(app),
) {
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const given = ['--import', tsx, path.join(import.meta.dirname, `${name}.ts`), ...options]
  const env = { ...process.env, DATA_DIR: path.join(folder, 'data'), ...environment }
  return new Promise<{ code: number; output: string }>((resolve) => {
    execFile(process.execPath, given, { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr })
    })
  })
}

it('npm run backup and npm run restore: into a folder, checked, into an empty database, never into another', async () => {
  const { organizationId } = await addMember(app)
  const done = await command('backup', ['kept/'])
  expect(done).toMatchObject({ code: 0, output: expect.stringContaining('0 files') as string })
  const [name] = fs.readdirSync(path.join(folder, 'kept'))
  expect(name).toMatch(/^oikion-backup-\d{4}-\d\d-\d\dT[\d-]+Z\.zip$/)
  const file = path.join('kept', name!)
  expect(await command('backup', [file])).toMatchObject({
    code: 1,
    output: expect.stringContaining('is there already') as string,
  })
  expect(await command('restore', ['--check', file])).toMatchObject({
    code: 0,
    output: expect.stringContaining('is whole') as string,
  })
  expect(await command('restore', [file])).toMatchObject({
    code: 1,
    output: expect.stringContaining('not empty') as string,
  })

  const target = await testDatabase(undefined, { empty: true })
  const into = {
    ...environmentOf({ ...app, databaseUrl: target.directUrl, directUrl: target.directUrl }),
    DATA_DIR: path.join(folder, 'other'),
  }
  expect(await command('restore', [file], into)).toMatchObject({
    code: 0,
    output: expect.stringContaining('is restored') as string,
  })
  const one = await command('backup', ['--organization', `org-${organizationId}`], into)
  expect(one.output).toContain(`oikion-org-${organizationId}`)
  await target.drop()
}, 120_000)

it('says what is missing', async () => {
  expect(await command('restore', [])).toMatchObject({
    code: 2,
    output: expect.stringContaining('Name the backup') as string,
  })
  expect(await command('restore', ['--organization', 'x.zip'])).toMatchObject({
    code: 2,
    output: expect.stringContaining('--as') as string,
  })
  expect(await command('backup', ['--what'])).toMatchObject({ code: 2 })
}, 120_000)
