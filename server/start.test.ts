import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { projectRoot } from './env.ts'
import { freePort } from './listening.ts'

// The real thing as `npm start` runs it, on a data directory of its own. The tests tell one story and build on each other.
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion start-'))
const dataDir = path.join(folder, 'data')
let port: number
let server: Started

interface Started {
  child: ChildProcess
  /** What it said so far. */
  output(): string
  exited: Promise<number | null>
}

beforeAll(async () => {
  fs.chmodSync(folder, 0o711)
  port = await freePort()
  server = await started()
}, 180_000)

afterAll(async () => {
  server.child.kill('SIGTERM')
  await server.exited
  // As root the cluster may live elsewhere, behind a link.
  for (const place of fs.readdirSync(folder)) {
    fs.rmSync(fs.realpathSync(path.join(folder, place, 'postgres')), { recursive: true, force: true })
  }
  fs.rmSync(folder, { recursive: true })
})

test('the first start loads the demo data and says where and how to sign in', async () => {
  expect(server.output()).toContain('Loading demo data')
  expect(server.output()).toContain(`Oikion is running at http://localhost:${port}`)
  expect(server.output()).toContain('owner@aegean.example')
  expect((await request('/readyz')).status).toBe(200)
  expect(await (await request('/')).text()).toContain('<div id="root">')
  expect((await signIn()).status).toBe(200)
})

test('a second server on the same data directory is refused, and the first goes on', async () => {
  const second = launch({ PORT: String(await freePort()) })
  expect(await second.exited).toBe(1)
  expect(second.output()).toContain(`${dataDir} is in use by another Oikion server (process ${server.child.pid})`)
  expect(second.output()).not.toContain('    at ')
  expect((await request('/readyz')).status).toBe(200)
})

test('a taken port is told before anything is made', async () => {
  const second = launch({ DATA_DIR: path.join(folder, 'other') })
  expect(await second.exited).toBe(1)
  expect(second.output()).toContain(`Port ${port} is taken by another program`)
  expect(fs.existsSync(path.join(folder, 'other'))).toBe(false)
})

test('a wrong environment is told by name, without a stack', async () => {
  const second = launch({ PORT: 'x', LOG_LEVEL: 'loud' })
  expect(await second.exited).toBe(1)
  expect(second.output()).toMatch(/PORT must be a number[^]*LOG_LEVEL must be one of/)
  expect(second.output()).not.toContain('    at ')
})

test('a database that is killed is started again', async () => {
  const before = postmaster()
  process.kill(before, 'SIGKILL')
  await vi.waitFor(() => expect(postmaster()).not.toBe(before), { timeout: 10_000, interval: 50 })
  await vi.waitFor(async () => expect((await request('/readyz')).status).toBe(200), { timeout: 10_000, interval: 50 })
})

test('SIGTERM ends server and database, and the second start loses nothing', async () => {
  await query(`update "user" set name = 'Somebody Else' where email = 'owner@aegean.example'`)
  await ends('SIGTERM')
  server = await started()
  expect(server.output()).not.toContain('Loading demo data')
  expect(server.output()).toContain('owner@aegean.example')
  expect(await query(`select name from "user" where email = 'owner@aegean.example'`)).toEqual([
    { name: 'Somebody Else' },
  ])
  expect((await signIn()).status).toBe(200)
})

test('Ctrl-C, which reaches the whole process group, ends server and database in order', async () => {
  await ends('SIGINT', -server.child.pid!)
  server = await started()
})

test('a killed server takes its database along, and the next start finds everything in place', async () => {
  const database = postmaster()
  server.child.kill('SIGKILL')
  await server.exited
  await vi.waitFor(() => expect(isRunning(database)).toBe(false), { timeout: 10_000, interval: 20 })
  server = await started()
  expect((await signIn()).status).toBe(200)
})

test('a database left running by a killed server is stopped by the next start', async () => {
  const database = postmaster()
  process.kill(watcher(), 'SIGKILL')
  server.child.kill('SIGKILL')
  await server.exited
  expect(isRunning(database)).toBe(true)
  server = await started()
  expect(server.output()).toContain(`Stopping the database a killed server left running (process ${database})`)
  expect(isRunning(database)).toBe(false)
  expect((await signIn()).status).toBe(200)
})

test.runIf(process.getuid?.() === 0)('root may keep its data where nobody else can enter', async () => {
  const closed = path.join(folder, 'closed')
  fs.mkdirSync(closed, { mode: 0o700 })
  const second = launch({ DATA_DIR: closed, PORT: String(await freePort()), DEMO_DATA: 'false' })
  await vi.waitFor(() => expect(second.output()).toContain('Oikion is running'), { timeout: 20_000, interval: 50 })
  expect(fs.readlinkSync(path.join(closed, 'postgres'))).toMatch(/^\/var\/lib\/oikion\/data-/)
  second.child.kill('SIGTERM')
  expect(await second.exited).toBe(0)
})

function launch(changed: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: projectRoot,
    // Set but empty, so that the developer's own .env does not count.
    env: {
      ...process.env,
      NODE_ENV: '',
      DATABASE_URL: '',
      DATABASE_MIGRATION_URL: '',
      SESSION_SECRET: '',
      DEMO_DATA: 'true',
      LOG_LEVEL: 'error',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      ...changed,
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, output: () => output, exited: new Promise((resolve) => child.once('close', resolve)) }
}

async function started(): Promise<Started> {
  const fresh = launch()
  const ready = vi.waitFor(() => expect(fresh.output()).toContain('Ctrl-C stops it'), { timeout: 80_000, interval: 10 })
  const died = fresh.exited.then((code) => Promise.reject(new Error(`ended with ${code}:\n${fresh.output()}`)))
  await Promise.race([ready, died])
  died.catch(() => undefined)
  return fresh
}

/** Signals the server (or its group) and expects everything to be gone, orderly. */
async function ends(signal: NodeJS.Signals, target = server.child.pid!): Promise<void> {
  const database = postmaster()
  process.kill(target, signal)
  expect(await server.exited).toBe(0)
  expect(isRunning(database)).toBe(false)
  expect(fs.readFileSync(path.join(dataDir, 'postgres/log'), 'utf8')).toContain('database system is shut down')
  expect(fs.existsSync(path.join(dataDir, 'postgres/lock'))).toBe(false)
}

const request = (address: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${address}`, init)

function signIn(): Promise<Response> {
  const body = JSON.stringify({ email: 'owner@aegean.example', password: 'oikion-demo' })
  return request('/api/auth/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
}

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: fs.readFileSync(path.join(dataDir, 'postgres/url'), 'utf8').trim() })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end())
  return rows
}

function postmaster(): number {
  return Number(fs.readFileSync(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
}

function watcher(): number {
  const processes = execFileSync('ps', ['-e', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  return Number.parseInt(processes.find((line) => line.includes('/bin/sh -c') && line.includes(dataDir))!)
}

function isRunning(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
    return !state.startsWith('Z') // ended, but nobody has asked for its exit code
  } catch {
    return false
  }
}
