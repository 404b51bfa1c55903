import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectRoot } from '../env.ts'

/** The README's section «Add a resource in five minutes», done to a copy of the project word for word. */
const copy = mkdtempSync(join(tmpdir(), 'oikion-copy-'))
const left = new Set(['node_modules', '.git', '.data', 'dist', 'test-results'])
const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
const section = readme.slice(readme.indexOf('## Add a resource'), readme.indexOf('## Configuration'))
const block = (language: string) => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(section)?.[1] ?? ''

beforeAll(() => {
  for (const name of readdirSync(projectRoot)) {
    if (!left.has(name)) cpSync(join(projectRoot, name), join(copy, name), { recursive: true })
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'))
  writeFileSync(join(copy, 'server/resources/valuations.ts'), block('ts'))
  const schema = readFileSync(join(copy, 'prisma/schema.prisma'), 'utf8')
  const related = schema.replace('model Property {\n', 'model Property {\n  valuations Valuation[]\n')
  writeFileSync(join(copy, 'prisma/schema.prisma'), `${related}\n${block('prisma')}`)
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

async function run(args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = { cwd: copy, env: { ...ownEnvironment(), ...env }, maxBuffer: 64 * 1024 * 1024 }
  try {
    return (await promisify(execFile)(process.execPath, args, options)).stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${args.join(' ')} failed:\n${stdout.slice(-5000)}\n${stderr}`, { cause: error })
  }
}

/** Without what this test run's own Vitest has put there. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
}

it('npm run migration writes its table, row-level security and indexes', { timeout: 60_000 }, async () => {
  await run(['--import', 'tsx', 'prisma/migration.ts', 'add_valuations'])
  const name = readdirSync(join(copy, 'prisma/migrations')).find((folder) => folder.endsWith('add_valuations')) ?? ''
  const migration = readFileSync(join(copy, 'prisma/migrations', name, 'migration.sql'), 'utf8')
  expect(migration).toContain('CREATE TABLE "valuation"')
  expect(migration).toContain(`oikion_protect('valuation')`)
  expect(migration).toContain('create index "valuation_amount_cents_live_idx"')
})

it('types hold with no other edit', { timeout: 120_000 }, async () => {
  await run(['node_modules/typescript/bin/tsc', '--noEmit'])
})

it(
  "it has routes, export, import and the access matrix, with the engine's filter and without",
  { timeout: 180_000 },
  async () => {
    const tests = ['server/records/isolation', 'server/records/rowLevel', 'server/records/roles']
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', '-t', 'valuations']
    const report = JSON.parse(await run([...vitest, ...tests])) as { numPassedTests: number; numFailedTests: number }
    expect(report.numFailedTests).toBe(0)
    // Ten tests a stranger's role and eight a member's own, the former with and without the engine's filter.
    expect(report.numPassedTests).toBeGreaterThan(100)
  },
)

it('it has screens: menu, list, form, record page, export', { timeout: 180_000 }, async () => {
  await run(['--import', 'tsx', 'admin/e2e/run.ts'], {
    E2E_NEW_RESOURCE: 'valuations',
    PLAYWRIGHT_JSON_OUTPUT_FILE: '',
  })
})
