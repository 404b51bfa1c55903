import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../database/sql.ts'
import { activity, insertActivity } from '../records/activity.ts'
import type { Access } from '../records/access.ts'
import { defaultSettings } from '../resources/settings.ts'
import { liveApp, TestStream } from '../test/liveApp.ts'
import { addMember, signedIn, signIn, type TestMember } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'
import { mostChanges } from './changes.ts'

let app: Awaited<ReturnType<typeof liveApp>>
beforeAll(async () => {
  app = await liveApp()
})
afterAll(() => app.close())

const aClient = { name: 'Μαρία', clientType: 'PERSON', phone: '2101234567' }

describe('what changes is told', () => {
  test('every kind of change, by resource, id and kind, and nothing of its contents', async () => {
    const { client } = await signedIn(app)
    const { stream, first } = await TestStream.open(client)
    expect(first).toMatchObject({ event: 'message', data: [] })
    const { id } = await client.create('clients', aClient)
    expect((await stream.next()).data).toEqual([{ resource: 'clients', id, kind: 'create' }])
    await client.patch(`/api/clients/${id}`, { name: 'Ελένη' })
    expect((await stream.next()).data).toEqual([{ resource: 'clients', id, kind: 'edit' }])
    await client.delete(`/api/clients/${id}`)
    expect((await stream.next()).data).toEqual([{ resource: 'clients', id, kind: 'delete' }])
    await client.post(`/api/clients/${id}/restore`, {})
    expect((await stream.next()).data).toEqual([{ resource: 'clients', id, kind: 'restore' }])
    await stream.close()
  })

  test('the answer is one that proxies pass on at once', async () => {
    const { client } = await signedIn(app)
    const { headers, body } = await TestStream.answer(client)
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
    expect(headers.get('x-accel-buffering')).toBe('no')
    expect(headers.getSetCookie()).toEqual([])
    await body?.cancel()
  })

  test('to somebody who goes from page to page: the old stream ends while the new one begins', async () => {
    const { client } = await signedIn(app)
    let { stream } = await TestStream.open(client)
    for (let milliseconds = 0; milliseconds < 12; milliseconds++) {
      const next = TestStream.open(client)
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      await stream.close()
      stream = (await next).stream
      const { id } = await client.create('clients', { ...aClient, name: `Page ${milliseconds}` })
      expect(await stream.until(id)).toContainEqual({ resource: 'clients', id, kind: 'create' })
    }
    await stream.close()
  }, 120_000)

  test('a change made in one process reaches the streams of another', async () => {
    const other = await app.another()
    const { client } = await signedIn(app)
    const { stream } = await TestStream.open(client, { url: other.url })
    const { id } = await client.create('clients', aClient)
    expect((await stream.next()).data).toEqual([{ resource: 'clients', id, kind: 'create' }])
    await stream.close()
  })

  test('what happens while the connection that listens is broken is told once it is there again', async () => {
    const { client } = await signedIn(app)
    const { stream } = await TestStream.open(client)
    await app.database.ask(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'`,
    )
    const { id } = await client.create('clients', aClient)
    expect((await stream.next()).data).toEqual([{ resource: 'clients', id, kind: 'create' }])
    await stream.close()
  })

  test('a bulk change is told record by record, and as a whole', async () => {
    const { client } = await signedIn(app)
    const ids = [(await client.create('clients', aClient)).id, (await client.create('clients', aClient)).id]
    const { stream } = await TestStream.open(client)
    await client.post('/api/clients/bulk', { action: 'delete', ids })
    const told = (await stream.next()).data.map(({ id }) => id)
    expect(new Set(told)).toEqual(new Set([...ids, null]))
    await stream.close()
  })

  test('more than can be told is one word: look anew', async () => {
    const { client, ...member } = await signedIn(app)
    const { stream } = await TestStream.open(client)
    await writeDown(member, mostChanges + 1)
    expect(await stream.next()).toMatchObject({ event: 'reset', data: [] })
    const { id } = await client.create('clients', aClient)
    expect((await stream.next()).data).toEqual([{ resource: 'clients', id, kind: 'create' }])
    await stream.close()
  })

  test('a notice is told to the member it is for', async () => {
    const { client, ...owner } = await signedIn(app)
    const agent = await addMember(app, 'AGENT', { organizationId: owner.organizationId })
    const { stream: theirs } = await TestStream.open(await signIn(app, agent))
    const { stream: mine } = await TestStream.open(client)
    const id = uuid()
    await app.database.withOrganization(owner, (tx) =>
      tx.query(sql`insert into notice (organization_id, id, member_id, kind, created_at)
        values (${owner.organizationId}::uuid, ${id}::uuid, ${agent.memberId}::uuid, 'assigned', now())`),
    )
    expect((await theirs.next()).data).toEqual([{ resource: 'notices', id, kind: 'create' }])
    const record = await client.create('clients', aClient)
    expect(await mine.until(record.id)).toEqual([{ resource: 'clients', id: record.id, kind: 'create' }])
    await Promise.all([mine.close(), theirs.close()])
  })
})

/** As many activity rows in one transaction, as an import writes them. */
async function writeDown(member: TestMember, count: number): Promise<void> {
  const access: Access = { ...member, role: 'ORG_OWNER', settings: defaultSettings, isPersonal: false }
  const rows = Array.from({ length: count }, () =>
    activity('clients', 'create', { access, now: new Date() }, { recordId: uuid() }),
  )
  await app.database.withOrganization(member, (tx) => tx.query(insertActivity(member.organizationId, rows)))
}

describe('who may listen', () => {
  test('nobody without a session, nobody in another organization, no API token', async () => {
    const { client, organizationId } = await signedIn(app)
    const stranger = (await signedIn(app)).client
    stranger.organizationId = organizationId
    expect((await TestStream.answer(new TestClient(app.url, organizationId))).status).toBe(401)
    expect((await TestStream.answer(stranger)).status).toBe(404)
    const body = { name: 'A token', role: 'VIEWER', scopes: ['clients:read'], expiresAt: null }
    const { token } = await client.create('api-tokens', body)
    const asked = await client.get('/api/live', { authorization: `Bearer ${String(token)}`, cookie: '' })
    expect(asked.status).toBe(403)
  })

  test('a stream tells of its own organization only', async () => {
    const [ours, theirs] = [await signedIn(app), await signedIn(app)]
    const [{ stream: a }, { stream: b }] = [await TestStream.open(ours.client), await TestStream.open(theirs.client)]
    const strange = await theirs.client.create('clients', aClient)
    const own = await ours.client.create('clients', aClient)
    expect(await a.until(own.id)).toEqual([{ resource: 'clients', id: own.id, kind: 'create' }])
    expect(await b.until(strange.id)).toEqual([{ resource: 'clients', id: strange.id, kind: 'create' }])
    await Promise.all([a.close(), b.close()])
  })

  test('one person has twenty streams at most, and another one when one is closed', async () => {
    const { client } = await signedIn(app)
    const open = await Promise.all(Array.from({ length: 20 }, () => TestStream.open(client)))
    const refused = await TestStream.answer(client)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    await open[0]?.stream.close()
    // The server hears of a closed connection a moment later.
    await expect.poll(async () => (await TestStream.answer(client)).status).toBe(200)
  })
})
