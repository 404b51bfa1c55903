import { execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { localFiles } from '../files/files.ts'
import { startImports } from '../test/importJobs.ts'
import { addMember, environmentOf, testApp, type TestApp, type TestMember } from '../test/testApp.ts'

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
function command(name: 'import' | 'export', ...options: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, argumentsOf(name, options), surroundings(), (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr })
    })
  })
}

function argumentsOf(name: 'import' | 'export', options: string[]): string[] {
  const tsx = createRequire(import.meta.url).resolve('tsx')
  return ['--import', tsx, path.join(import.meta.dirname, `${name}.ts`), ...options]
}

const surroundings = () => ({
  cwd: folder,
  env: { ...process.env, ...environmentOf(app), DATA_DIR: path.join(folder, 'data') },
})

const as = (member: TestMember) => ['--organization', `org-${member.organizationId}`, '--as', member.email]

function file(name: string, text: string): string {
  fs.writeFileSync(path.join(folder, name), text)
  return name
}

describe('npm run import, npm run export', () => {
  it('import several files and export them again', async () => {
    const owner = await addMember(app)
    const good = file('good.csv', 'PLACE;PRICE\nΠάτρα;250.000,50\nΒόλος;1.500\n')
    const mixed = file('mixed.csv', 'PLACE;PRICE\nΧανιά;300\n;400\n')
    const rules = ['--resource', 'properties', '--map', 'PLACE=city', '--default', 'propertyType=house']
    const dry = await command('import', ...as(owner), ...rules, '--check', good)
    expect(dry).toMatchObject({
      code: 0,
      output: expect.stringContaining('2 rows would be imported, 0 refused') as string,
    })
    const done = await command('import', ...as(owner), ...rules, good, mixed)
    expect(done.output).toContain('good.csv: 2 rows imported, 0 refused')
    expect(done.output).toContain('mixed.csv: 1 rows imported, 1 refused')
    expect(done.output).toContain('1 × city is required')
    expect(done.code).toBe(3)
    expect(fs.readFileSync(path.join(folder, 'mixed refused.csv'), 'utf8')).toBe(
      '\uFEFFPLACE;PRICE;reason\r\n;400;city is required\r\n',
    )

    const options = [
      '--query',
      'listPrice_gte=1000&_sort=listPrice',
      '--columns',
      'city,listPrice',
      '--output',
      'out.csv',
    ]
    const exported = await command('export', ...as(owner), '--resource', 'properties', ...options)
    expect(exported).toMatchObject({ code: 0, output: expect.stringContaining('out.csv: 2 properties') as string })
    expect(fs.readFileSync(path.join(folder, 'out.csv'), 'utf8')).toBe(
      '\uFEFFCity,Price\r\nΒόλος,1500\r\nΠάτρα,250000.5\r\n',
    )
  }, 120_000)

  it('one broken file fails, the others go in', async () => {
    const owner = await addMember(app)
    const broken = file('broken.csv', 'name,phone\n"Άννα,1\n')
    const whole = file('whole.csv', 'name,phone\nΆννα,1\n')
    const done = await command('import', ...as(owner), '--resource', 'clients', broken, 'missing.csv', whole)
    expect(done.code).toBe(1)
    expect(done.output).toMatch(/broken\.csv: The file cannot be read: line 2/)
    expect(done.output).toMatch(/missing\.csv: ENOENT/)
    expect(done.output).toContain('whole.csv: 1 rows imported, 0 refused')
  }, 120_000)

  it('one that is killed is taken up by the server', async () => {
    const owner = await addMember(app)
    const rows = Array.from({ length: 20_000 }, (_, row) => `R-${row},HOUSE,Πάτρα`)
    const large = file('large.csv', ['reference,propertyType,city', ...rows].join('\n'))
    const child = spawn(
      process.execPath,
      argumentsOf('import', [...as(owner), '--resource', 'properties', large]),
      surroundings(),
    )
    const exited = new Promise((resolve) => child.once('exit', resolve))
    const state = async () =>
      (await app.database.read<{ status: string }>(owner, sql`select status from import where rows_done > 0`))[0]
        ?.status
    await expect.poll(state, { timeout: 20_000, interval: 20 }).toBe('running')
    child.kill('SIGKILL')
    await exited
    const log = pino({ level: 'silent' })
    const files = localFiles(path.join(folder, 'data', 'files'))
    const server = await startImports({ database: app.database, files, log })
    try {
      await expect.poll(state, { timeout: 40_000 }).toBe('done')
    } finally {
      await server.close()
    }
  }, 120_000)

  it('do what the member may, and no more', async () => {
    const { organizationId } = await addMember(app)
    const viewer = await addMember(app, 'VIEWER', { organizationId })
    const stranger = await addMember(app)
    const clients = ['--resource', 'clients']
    expect(await command('export', ...as(viewer), ...clients)).toMatchObject({
      code: 1,
      output: expect.stringContaining('As VIEWER you may not export') as string,
    })
    expect(await command('import', ...as(viewer), ...clients, 'whole.csv')).toMatchObject({
      code: 1,
      output: expect.stringContaining('may not import') as string,
    })
    const other = ['--organization', `org-${organizationId}`, '--as', stranger.email]
    expect((await command('export', ...other, ...clients)).code).toBe(1)
    expect(await command('export', '--resource', 'clients')).toMatchObject({
      code: 2,
      output: expect.stringContaining('Missing: --organization, --as') as string,
    })
    expect((await command('export', '--nonsense')).code).toBe(2)
    expect((await command('import', '--help')).code).toBe(0)
  }, 120_000)
})
