import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { sql } from '../database/sql.ts'
import { projectRoot } from '../env.ts'
import { freePort } from '../listening.ts'
import { settled, total, uploaded, type ImportAnswer } from '../test/importApp.ts'
import { TestStream } from '../test/liveApp.ts'
import { addMember, environmentOf, signIn, testApp, testSecret, type TestApp } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'

// The server as `npm start` runs it, on the database of a test. The tests are about how it comes, goes and comes back.
vi.setConfig({ testTimeout: 180_000 })
let app: TestApp
let port: number
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-processes-'))
const running = new Set<Started>()

interface Started {
  child: ChildProcess
  exited: Promise<number | null>
}

beforeAll(async () => {
  app = await testApp()
  port = await freePort()
})
afterEach(async () => {
  for (const { child, exited } of running) {
    child.kill('SIGKILL')
    await exited
  }
  running.clear()
})
afterAll(async () => {
  await app.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

async function start(processes: number): Promise<Started> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', '--api-only'], {
    cwd: projectRoot,
    env: {
      ...process.env,
      ...environmentOf(app),
      NODE_ENV: '',
      SESSION_SECRET: testSecret,
      DATA_DIR: folder,
      DEMO_DATA: 'false',
      HOST: '127.0.0.1',
      PORT: String(port),
      WEB_CONCURRENCY: String(processes),
      RATE_LIMIT_FACTOR: '1000',
      LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const server = { child, exited: new Promise<number | null>((resolve) => child.once('exit', resolve)) }
  running.add(server)
  const ready = vi.waitFor(async () => expect((await fetch(`${url()}/readyz`)).status).toBe(200), {
    timeout: 60_000,
    interval: 50,
  })
  const ended = server.exited.then((code) => Promise.reject(new Error(`The server ended with ${code}`)))
  await Promise.race([ready, ended])
  return server
}

const url = () => `http://127.0.0.1:${port}`

/** Somebody signed in at the server that was started. */
async function person(): Promise<TestClient> {
  const client = await signIn({ ...app, url: url() }, await addMember(app))
  await vi.waitFor(async () => expect((await client.get('/api/clients')).status).toBe(200), patiently)
  return client
}

interface Load {
  created: string[]
  /** Other answers than 201. */
  others: string[]
  /** Requests without an answer: refused, or the connection broke. */
  unanswered: number
  hung: number
}

/** Creates clients from many sides without a pause, until nobody listens any more. */
function load(client: TestClient, from = 12): { soFar: Load; over: Promise<unknown> } {
  const soFar: Load = { created: [], others: [], unanswered: 0, hung: 0 }
  const headers = {
    cookie: client.cookie,
    'x-organization-id': client.organizationId ?? '',
    'content-type': 'application/json',
  }
  let n = 0
  const side = async () => {
    while (soFar.unanswered < 3 * from) {
      const body = JSON.stringify({ name: `Client ${++n}`, clientType: 'PERSON', email: `c${n}@example.com` })
      const signal = AbortSignal.timeout(10_000)
      try {
        const answer = await fetch(`${url()}/api/clients`, { method: 'POST', headers, body, signal })
        const { id } = (await answer.json()) as { id: string }
        if (answer.status === 201) soFar.created.push(id)
        else soFar.others.push(`${answer.status}`)
      } catch {
        soFar.unanswered++
        if (signal.aborted) soFar.hung++
      }
    }
  }
  return { soFar, over: Promise.all(Array.from({ length: from }, side)) }
}

describe.each([1, 2])('with WEB_CONCURRENCY=%s', (processes) => {
  it('SIGTERM under load: what was answered is kept, nothing hangs, streams end, the exit is in order within 10 s', async () => {
    const server = await start(processes)
    const client = await person()
    const streams = await Promise.all(Array.from({ length: 6 }, () => TestStream.open(client)))
    const { soFar, over } = load(client)
    await vi.waitFor(() => expect(soFar.created.length).toBeGreaterThan(60), { timeout: 20_000 })

    const asked = Date.now()
    server.child.kill('SIGTERM')
    await Promise.all(streams.map(({ stream }) => stream.end()))
    expect(await server.exited).toBe(0)
    expect(Date.now() - asked).toBeLessThan(10_000)
    await over
    expect(soFar).toMatchObject({ others: [], hung: 0 })

    const found = await app.database.read(
      { organizationId: client.organizationId ?? '', userId: '' },
      sql`select count(c.id)::int as clients, count(a.id)::int as activities
        from unnest(${soFar.created}::uuid[]) asked(id) left join client c on c.id = asked.id
        left join activity a on a.record_id = asked.id and a.kind = 'create'`,
    )
    expect(found).toEqual([{ clients: soFar.created.length, activities: soFar.created.length }])
  })
})

it('SIGTERM while a process is still starting ends in order those that serve', async () => {
  const starting = start(2)
  const late = await vi.waitFor(() => lastOfTwo([...running][0]!), { timeout: 60_000, interval: 20 })
  process.kill(late, 'SIGSTOP')
  try {
    const server = await starting
    const { stream } = await TestStream.open(await person())
    server.child.kill('SIGTERM')
    await stream.end()
    process.kill(late, 'SIGCONT')
    expect(await server.exited).toBe(0)
  } finally {
    // Gone already, when all is well.
    execFileSync('sh', ['-c', `kill -9 ${late} 2>/dev/null || true`])
  }
})

it('an import that SIGTERM interrupts is handed back whole, and done once by the next server', async () => {
  const server = await start(1)
  const client = await person()
  const rows = Array.from({ length: 6000 }, (_, n) => `Person ${n},p${n}@example.com,PERSON`)
  const { id } = await uploaded(client, 'clients', `name,email,clientType\n${rows.join('\n')}\n`)
  expect((await client.post(`/api/imports/${id}/run`, {})).status).toBe(202)
  const show = async () => (await client.get(`/api/imports/${id}`)).json as ImportAnswer
  await vi.waitFor(async () => expect((await show()).status).toBe('running'), { timeout: 10_000, interval: 5 })
  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(0)
  await start(1)
  expect(await settled(client, id)).toMatchObject({ status: 'done', report: { ready: 6000, refused: 0 } })
  expect(await total(client, 'clients')).toBe(6000)
})

it('a killed process is replaced while the others serve, and figures are those of all', async () => {
  const server = await start(2)
  const client = await person()
  const counted = async () =>
    /^oikion_build_info.* (\d)$/m.exec(await (await fetch(`${url()}/metrics`, soon())).text())?.[1]
  const bothCount = () => vi.waitFor(async () => expect(await counted().catch(() => 'none')).toBe('2'), patiently)
  await bothCount()
  process.kill(workersOf(server)[0]!, 'SIGKILL')
  await vi.waitFor(() => expect(workersOf(server)).toHaveLength(1), patiently)
  // A connection that was just handed to the killed one answers nothing more: browsers ask again by themselves then.
  const headers = { cookie: client.cookie, 'x-organization-id': client.organizationId ?? '' }
  const once = () => fetch(`${url()}/api/clients`, { headers, ...soon() })
  const ask = () => once().catch(once)
  const answers = await Promise.all(Array.from({ length: 20 }, ask))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await bothCount()
})

const patiently = { timeout: 20_000, interval: 100 }
const soon = () => ({ signal: AbortSignal.timeout(5000) })

function lastOfTwo(server: Started): number {
  const workers = workersOf(server)
  expect(workers).toHaveLength(2)
  return workers[1]!
}

function workersOf({ child }: Started): number[] {
  return execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('server/worker.ts'))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent]) => Number(parent) === child.pid)
    .map(([pid]) => Number(pid))
}
