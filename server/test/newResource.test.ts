import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

function run(...args: string[]): string {
  const options = { cwd: copy, encoding: 'utf8', env: ownEnvironment(), maxBuffer: 64 * 1024 * 1024 } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options)
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${stdout.slice(0, 5000)}\n${stderr}`)
  return stdout
}

/** Without what this test run's own Vitest has put there. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
}

it('a definition, a model and a generated migration give types, routes, export and the access matrix', { timeout: 180_000 }, () => {
  run('--import', 'tsx', 'prisma/migration.ts', 'add_valuations')
  const migration = readdirSync(join(copy, 'prisma/migrations')).find((name) => name.endsWith('add_valuations'))
  expect(migration).toBeDefined()
  run('node_modules/typescript/bin/tsc', '--noEmit')
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', '-t', 'valuations']
  const report = JSON.parse(run(...vitest, 'server/records/isolation', 'server/records/rowLevel', 'server/records/roles')) as {
    numPassedTests: number
    numFailedTests: number
  }
  expect(report.numFailedTests).toBe(0)
  // Ten tests a stranger's role and eight a member's own, twice without and with the engine's filter.
  expect(report.numPassedTests).toBeGreaterThan(100)
})
