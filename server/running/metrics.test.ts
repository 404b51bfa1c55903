import { afterEach, expect, it } from 'vitest'
import { signedIn, testApp, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'
import { measureDatabase } from './databaseMetrics.ts'
import { createMetrics } from './metrics.ts'
import type { Watching } from './routes.ts'

let app: TestApp
afterEach(() => app.close())

async function watched(given: Partial<Watching> = {}) {
  const metrics = createMetrics()
  const readMetrics = () => metrics.registry.metrics()
  const watching = { stopping: { isStopping: false }, metrics, readMetrics, ...given }
  app = await testApp({ watching })
  const { database } = app
  measureDatabase(metrics.registry, { databases: { requests: database }, shared: database, live: { openStreams: 3 } })
  return { client: new TestClient(app.url), watching }
}

it('GET /metrics: requests by method, pattern of the route and status, whatever ids and addresses are asked for', async () => {
  await watched()
  const { client } = await signedIn(app)
  const ids = [1, 2, 3].map(
    async (n) =>
      (await client.create('clients', { name: `N ${n}`, clientType: 'PERSON', email: `n${n}@example.com` })).id,
  )
  for (const id of await Promise.all(ids)) {
    await client.get(`/api/clients/${id}`)
    await client.get(`/API/Clients/${id}/History`)
    await client.get(`/api/nothing/${id}`)
  }
  const { text, headers } = await client.get('/metrics')
  expect(headers.get('content-type')).toContain('text/plain')
  const series = [...text.matchAll(/^oikion_http_request_duration_seconds_count\{(.*)\} (\d+)$/gm)]
  const counts = Object.fromEntries(series.map(([, labels, count]) => [labels, Number(count)]))
  expect(counts).toMatchObject({
    'method="GET",route="/api/clients/:id",status="200"': 3,
    'method="GET",route="/api/clients/:id/history",status="200"': 3,
    'method="POST",route="/api/clients",status="201"': 3,
    'method="GET",route="none",status="404"': 3,
  })
  expect(text).not.toMatch(/[\da-f]{8}-[\da-f]{4}-/)
})

it('GET /metrics: connections, waits, event streams, jobs with their age, the process and its version', async () => {
  const { client } = await watched()
  await app.database.pool.query(
    `insert into pgboss.job (name, data, created_on) values ('mails', '{}', now() - interval '90 seconds')`,
  )
  const { text } = await client.get('/metrics')
  expect(text).toContain('oikion_database_up 1')
  expect(text).toMatch(/oikion_database_connections\{pool="requests",state="idle"\} [1-9]/)
  expect(text).toMatch(/oikion_database_borrowed_total\{pool="requests"\} \d/)
  expect(text).toContain('oikion_database_waiting{pool="requests"} 0')
  expect(text).toContain('oikion_event_streams 3')
  expect(text).toContain('oikion_jobs{queue="mails",state="created"} 1')
  expect(Number(/oikion_job_oldest_seconds\{queue="mails"\} (\S+)/.exec(text)?.[1])).toBeGreaterThanOrEqual(90)
  expect(text).toMatch(/oikion_build_info\{version="[\d.]+",node="v\d/)
  expect(text).toContain('process_resident_memory_bytes')
})

it('GET /metrics: answers though the database hangs, and tells that it does', async () => {
  const { client } = await watched()
  const holder = await app.database.pool.connect()
  try {
    await holder.query('begin; lock table pgboss.job in access exclusive mode')
    const began = performance.now()
    const answers = await Promise.all([client.get('/metrics'), client.get('/metrics')])
    expect(performance.now() - began).toBeLessThan(4000)
    for (const { status, text } of answers) {
      expect(status).toBe(200)
      expect(text).toContain('oikion_database_up 0')
      expect(text).toContain('process_resident_memory_bytes')
      expect(text).not.toMatch(/^oikion_jobs\{/m)
    }
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  expect((await client.get('/metrics')).text).toContain('oikion_database_up 1')
})

it('GET /metrics: without a token only for callers on this machine, not for those who come through a proxy on it', async () => {
  const { client } = await watched()
  expect((await client.get('/metrics')).status).toBe(200)
  expect((await client.get('/metrics', { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404)
})

it('GET /metrics: with a token for whoever has it, and for nobody else', async () => {
  const { client } = await watched({ metricsToken: 'a token for figures' })
  expect((await client.get('/metrics')).status).toBe(401)
  expect((await client.get('/metrics', { authorization: 'Bearer a token for figure' })).status).toBe(401)
  const proxied = { authorization: 'Bearer a token for figures', 'x-forwarded-for': '203.0.113.7' }
  expect((await client.get('/metrics', proxied)).status).toBe(200)
})

it('GET /readyz: 503 as soon as the server is to stop, while it still serves and asks to go elsewhere', async () => {
  const { client, watching } = await watched()
  expect((await client.get('/readyz')).status).toBe(200)
  watching.stopping.isStopping = true
  expect((await client.get('/readyz')).json).toEqual({ status: 'stopping' })
  const answer = await client.get('/healthz')
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
})
