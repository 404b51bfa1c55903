import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepare } from '../prepare.ts'

/** `npm test`: everything, in the order in which faults are cheapest to find. Stops at the first part that fails. */
const reports = mkdtempSync(join(tmpdir(), 'oikion-reports-'))
const bin = (name: string) => join(import.meta.dirname, '../../node_modules/.bin', name)
const counts = { passed: 0, failed: 0 }
const replacing = 'server/records/rowLevelSecurity.test.ts'

try {
  await prepare({ log: say, build: true })
  await Promise.all([
    run('Types', bin('tsc'), ['--noEmit']),
    run('Lint', bin('oxlint'), ['--type-aware', '--deny-warnings']),
    run('Format', bin('prettier'), ['--check', '--log-level', 'warn', '.']),
  ])
  // Files share what they import, which takes half of the time otherwise; the one that puts something else in a module's
  // place has modules of its own.
  await run('Server tests', bin('vitest'), [...reporting('server'), '--no-isolate', '--exclude', replacing])
  await run('Row-level security alone', bin('vitest'), [...reporting('alone'), replacing])
  await run('Browser tests', bin('tsx'), ['admin/e2e/run.ts'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report('browser') })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  count()
  rmSync(reports, { recursive: true, force: true })
}

function run(title: string, command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const started = Date.now()
  say(`\n── ${title}`)
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
    child.once('error', reject)
    child.once('exit', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(0)
      if (code !== 0) return reject(new Error(`\n${title} failed after ${seconds} s`))
      say(`── ${title}: ${seconds} s`)
      resolve()
    })
  })
}

function reporting(name: string): string[] {
  return ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report(name)}`]
}

function report(name: string): string {
  return join(reports, `${name}.json`)
}

/** The closing line, from what the runners wrote down. */
function count(): void {
  const browser = read('browser') as { stats?: { expected: number; unexpected: number; flaky: number } } | undefined
  for (const name of ['server', 'alone']) {
    const server = read(name) as ServerReport | undefined
    counts.passed += server?.numPassedTests ?? 0
    counts.failed += server ? failuresOf(server) : 0
  }
  counts.passed += browser?.stats?.expected ?? 0
  counts.failed += (browser?.stats?.unexpected ?? 0) + (browser?.stats?.flaky ?? 0)
  say(`\n${counts.passed} passed, ${counts.failed} failed`)
}

interface ServerReport {
  numPassedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** A file that fails outside of its tests, in a beforeAll say, is a failure too. */
function failuresOf({ testResults }: ServerReport): number {
  return testResults
    .map(({ status, assertionResults }) => {
      const failed = assertionResults.filter((test) => test.status === 'failed').length
      return status === 'failed' ? Math.max(1, failed) : failed
    })
    .reduce((sum, failed) => sum + failed, 0)
}

function read(name: string): unknown {
  try {
    return JSON.parse(readFileSync(report(name), 'utf8'))
  } catch {
    return undefined
  }
}

function say(line: string): void {
  console.log(line)
}
