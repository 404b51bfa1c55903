import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { openDatabase } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { isPooled } from '../database/testing.ts'
import { signedIn, testApp, testEnv, testSecret, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ queue: 5 })
})
afterAll(() => app.close())

const timeouts = { wait: 1000, statement: 400, lock: 200, idle: 1000 }

it.skipIf(isPooled)(
  'when more wait for a connection than may, the rest is refused at once and those are served',
  async () => {
    const { client } = await signedIn(app)
    const held = await Promise.all(Array.from({ length: 5 }, () => app.database.pool.connect()))
    const waiting = Array.from({ length: 5 }, () => client.get('/api/clients'))
    while (app.database.pool.waitingCount < 5) await new Promise((resolve) => setImmediate(resolve))
    const refused = await client.get('/api/clients')
    expect(refused.json).toMatchObject({ type: 'urn:oikion:problem:busy', status: 503, retryAfter: 2 })
    expect(refused.headers.get('retry-after')).toBe('2')
    expect((await client.get('/healthz')).status).toBe(200)
    for (const connection of held) connection.release()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  },
)

it.each([true, false])('statements and locks are waited for only so long, prepared statements %s', async (prepared) => {
  const url = prepared ? app.directUrl : app.databaseUrl
  const database = openDatabase({ url, preparedStatements: prepared, connections: 2, timeouts })
  const { organizationId, userId } = await signedIn(app)
  const context = { organizationId, userId }
  try {
    const slow = sql`select pg_sleep(10)`
    await expect(database.ask(slow)).rejects.toMatchObject({ code: '57014' })
    await expect(database.read(context, slow)).rejects.toMatchObject({ code: '57014' })
    await expect(database.asLogin((tx) => tx.query(slow))).rejects.toMatchObject({ code: '57014' })
    const lock = sql`select id from organization where id = ${organizationId}::uuid for update`
    await database.asLogin(async (tx) => {
      await tx.query(lock)
      await expect(database.asLogin((other) => other.query(lock))).rejects.toMatchObject({ code: '55P03' })
    })
    // Who does nothing any more loses the transaction, and the connection with it.
    const idle = database.withOrganization(context, async (tx) => {
      await tx.query(sql`select 1`)
      await new Promise((resolve) => setTimeout(resolve, timeouts.idle + 300))
      await tx.query(sql`select 1`)
    })
    await expect(idle).rejects.toThrow()
    expect(await database.ask(sql`select 1 as one`)).toEqual([{ one: 1 }])
  } finally {
    await database.close()
  }
})

it('who waits too long for somebody else’s change is told to come back, and nothing is changed', async () => {
  const { client, organizationId, userId } = await signedIn(app)
  const { id } = await client.create('clients', { name: 'Before', clientType: 'PERSON', phone: '+302101234567' })
  const database = openDatabase({ url: app.databaseUrl, preparedStatements: !isPooled, connections: 5, timeouts })
  const deps = { env: testEnv, sessionSecret: testSecret, database, log: pino({ level: 'silent' }) }
  const server = createServer(createApp(deps)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const impatient = new TestClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, organizationId)
  impatient.cookie = client.cookie
  try {
    await app.database.withOrganization({ organizationId, userId }, async (tx) => {
      await tx.query(sql`select id from client where id = ${id}::uuid for update`)
      const answer = await impatient.patch(`/api/clients/${id}`, { name: 'After' })
      expect(answer.json).toMatchObject({ type: 'urn:oikion:problem:busy', status: 503 })
      expect(answer.headers.get('retry-after')).toBe('5')
    })
    expect((await client.get(`/api/clients/${id}`)).json).toMatchObject({ name: 'Before', version: 1 })
  } finally {
    server.closeAllConnections()
    server.close()
    await database.close()
  }
})
