import { afterAll, beforeAll, expect, it } from 'vitest'
import { testApp, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'

let app: TestApp
let client: TestClient
beforeAll(async () => {
  app = await testApp()
  client = new TestClient(app.url)
})
afterAll(() => app.close())

it('GET /healthz and /readyz: 200 when all is well', async () => {
  expect((await client.get('/healthz')).status).toBe(200)
  expect((await client.get('/readyz')).status).toBe(200)
})

it('GET /readyz: 503 while a migration is missing, and again 200 when it is not', async () => {
  const { rows } = await app.database.pool.query<{ migration_name: string }>(
    `update "_prisma_migrations" set migration_name = 'x' || migration_name returning migration_name`,
  )
  expect(rows).not.toHaveLength(0)
  expect((await client.get('/readyz')).status).toBe(503)
  await app.database.pool.query(`update "_prisma_migrations" set migration_name = substr(migration_name, 2)`)
  expect((await client.get('/readyz')).status).toBe(200)
})

it('GET /readyz: 503 when the database takes too long, and again 200 when it does not', async () => {
  const holder = await app.database.pool.connect()
  try {
    await holder.query('begin; lock table "_prisma_migrations" in access exclusive mode')
    const began = performance.now()
    expect((await client.get('/readyz')).status).toBe(503)
    expect(performance.now() - began).toBeLessThan(7000)
  } finally {
    await holder.query('rollback')
    holder.release()
  }
  expect((await client.get('/readyz')).status).toBe(200)
})

it('GET /readyz: 503 as soon as a tenant table is left unprotected', async () => {
  await app.database.pool.query('alter table client no force row level security')
  expect((await client.get('/readyz')).status).toBe(503)
  await app.database.pool.query('alter table client force row level security')
  expect((await client.get('/readyz')).status).toBe(200)
})
