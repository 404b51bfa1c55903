import { spawn, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { importApp, settled, uploaded, type ImportAnswer } from '../test/importApp.ts'
import { signedIn } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'

let app: Awaited<ReturnType<typeof importApp>>
let worker: ChildProcess | undefined
beforeAll(async () => {
  app = await importApp({ work: false })
})
afterEach(() => kill())
afterAll(() => app.close())

const rows = 12_000
const file = ['reference,propertyType,city', ...Array.from({ length: rows }, (_, row) => `R-${row},HOUSE,Πάτρα`)].join(
  '\n',
)

function startWorker(): void {
  const tsx = createRequire(import.meta.url).resolve('tsx')
  const script = path.resolve(import.meta.dirname, '../test/importWorker.ts')
  worker = spawn(process.execPath, ['--import', tsx, script, app.databaseUrl, app.folder], { stdio: 'inherit' })
}

async function kill(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode) return
  const ended = new Promise((resolve) => worker?.once('exit', resolve))
  worker.kill('SIGKILL')
  await ended
}

const shown = async (client: TestClient, id: string) => (await client.get(`/api/imports/${id}`)).json as ImportAnswer
const total = async (client: TestClient) => (await client.get('/api/properties?_end=1')).headers.get('x-total-count')

async function running() {
  const member = await signedIn(app)
  const { id } = await uploaded(member.client, 'properties', file)
  expect((await member.client.post(`/api/imports/${id}/run`, {})).status).toBe(202)
  startWorker()
  await expect
    .poll(async () => (await shown(member.client, id)).rowsDone, { timeout: 20_000, interval: 20 })
    .toBeGreaterThan(0)
  return { ...member, id }
}

async function expectWhole(member: Awaited<ReturnType<typeof running>>): Promise<void> {
  expect(await settled(member.client, member.id)).toMatchObject({
    status: 'done',
    rowsDone: rows,
    report: { ready: rows, refused: 0 },
  })
  const counted = sql`select (select count(*)::int from property) as properties, (select count(*)::int from activity where kind = 'create') as creations, (select count(*)::int from activity where kind = 'import') as imports`
  expect(await app.database.read(member, counted)).toEqual([{ properties: rows, creations: rows, imports: 1 }])
}

it('a server killed in the middle of an import leaves nothing, and the next one finishes it by itself', async () => {
  const member = await running()
  await kill()
  expect(await total(member.client)).toBe('0')
  expect((await shown(member.client, member.id)).status).toBe('running')
  startWorker()
  await expectWhole(member)
}, 120_000)

it('a database that loses all connections in the middle of an import leaves nothing, and the import starts over', async () => {
  const member = await running()
  await app.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  await expectWhole(member)
}, 120_000)

it('a run asked for while no server works is taken up by the next', async () => {
  const member = await signedIn(app)
  const { id } = await uploaded(member.client, 'properties', file)
  await member.client.post(`/api/imports/${id}/run`, {})
  expect((await shown(member.client, id)).status).toBe('queued')
  startWorker()
  await expectWhole({ ...member, id })
}, 120_000)

it('one cancelled while its server is down stays cancelled', async () => {
  const member = await running()
  await kill()
  expect((await member.client.post(`/api/imports/${member.id}/cancel`, {})).status).toBe(200)
  startWorker()
  const later = await uploaded(member.client, 'clients', 'name,phone\nΆννα,1\n')
  await member.client.post(`/api/imports/${later.id}/run`, {})
  expect((await settled(member.client, later.id)).status).toBe('done')
  expect((await shown(member.client, member.id)).status).toBe('cancelled')
  expect(await total(member.client)).toBe('0')
}, 120_000)
