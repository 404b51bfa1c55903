import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { verify } from '../test/receiver.ts'
import { addMember, signedIn } from '../test/testApp.ts'
import {
  addWebhook,
  deliveriesOf,
  listening,
  newClient,
  typesOf,
  webhookApp,
  type WebhookApp,
} from '../test/webhookApp.ts'
import { purgeDeliveries } from './purge.ts'
import type { Dispatcher } from './start.ts'

let app: WebhookApp
let dispatcher: Dispatcher
beforeAll(async () => {
  app = await webhookApp()
  dispatcher = app.dispatcher()
})
afterAll(() => app.close())
afterEach(() => app.receiver.relent())

describe('what is told', () => {
  it('each change once, in order, signed, with ids and names of fields and no values', async () => {
    const { client, webhook, got, organizationId } = await listening(app)
    const { id } = await newClient(client)
    await client.patch(`/api/clients/${id}`, { name: 'Μαρία' })
    await client.delete(`/api/clients/${id}`)
    await client.post(`/api/clients/${id}/restore`, {})
    await dispatcher.settle()
    await dispatcher.settle()

    expect(typesOf(got())).toEqual(['clients.created', 'clients.updated', 'clients.deleted', 'clients.restored'])
    for (const one of got()) {
      expect(verify(one, webhook.secret)).toMatchObject({ data: { organizationId, resource: 'clients', id } })
      expect(one.headers['webhook-id']).toMatch(/^msg_[0-9a-f]{32}$/)
      expect(one.raw).not.toMatch(/Μαρία|Άννα|example\.com/)
    }
    expect(got().map(({ body }) => body.data.changed)).toEqual([[], ['name'], [], []])
    expect(new Set(got().map(({ headers }) => headers['webhook-id'])).size).toBe(4)
    expect(() => verify({ ...got()[0]!, raw: `${got()[0]!.raw} ` }, webhook.secret)).toThrow('No matching signature')
  })

  it('only the chosen resources and events; nothing from before, and of bulk changes each record', async () => {
    const owner = await signedIn(app)
    const before = await newClient(owner.client)
    const path = `/${crypto.randomUUID()}`
    await addWebhook(owner.client, app.receiver.url(path), ['clients.updated', 'tasks.created'])
    const other = await newClient(owner.client)
    await owner.client.create('tasks', { title: 'Call' })
    const ids = [before.id, other.id]
    const answer = await owner.client.post('/api/clients/bulk', { action: 'edit', ids, changes: { tags: ['new'] } })
    expect(answer.json).toMatchObject({ done: 2 })
    await dispatcher.settle()
    expect(typesOf(app.receiver.at(path)).sort()).toEqual(['clients.updated', 'clients.updated', 'tasks.created'])
  })

  it("nothing of another organization, nor of one's own endpoints and members", async () => {
    const one = await listening(app)
    const two = await listening(app)
    await newClient(two.client)
    await one.client.patch(`/api/webhooks/${one.webhook.id}`, { name: 'Other' })
    await addMember(app, 'AGENT', { organizationId: one.organizationId })
    await dispatcher.settle()
    expect(one.got()).toEqual([])
    expect(typesOf(two.got())).toEqual(['clients.created'])
    for (const path of ['', '/deliveries']) {
      expect((await one.client.get(`/api/webhooks/${two.webhook.id}${path}`)).status).toBe(404)
    }
    const [delivery] = await deliveriesOf(two.client, two.webhook)
    const replay = `/api/webhooks/${two.webhook.id}/deliveries/${delivery?.id}/replay`
    for (const path of [replay, `/api/webhooks/${two.webhook.id}/test`, `/api/webhooks/${two.webhook.id}/secret`]) {
      expect((await one.client.post(path, {})).status).toBe(404)
    }
  })

  it('changes of one transaction that began first and ended last, in the order in which they were made', async () => {
    const { client, got, organizationId, userId } = await listening(app, ['clients.updated'])
    const record = await newClient(client)
    let begun = () => {}
    const isBegun = new Promise<void>((resolve) => (begun = resolve))
    let go = () => {}
    const mayGo = new Promise<void>((resolve) => (go = resolve))
    // An early transaction id, ended after the edits that come in between.
    const slow = app.database.withOrganization({ organizationId, userId }, async (tx) => {
      await tx.query(sql`select pg_current_xact_id()`)
      begun()
      await mayGo
      await tx.query(sql`
        insert into activity (organization_id, id, at, kind, resource, record_id, changes)
        values (${organizationId}::uuid, 'ffffffff-0000-7000-8000-000000000000', now(), 'edit', 'clients', ${record.id}::uuid, '{"tags": [[], ["late"]]}')`)
    })
    await isBegun
    await client.patch(`/api/clients/${record.id}`, { name: 'First' })
    await dispatcher.settle()
    expect(got().map(({ body }) => body.data.changed)).toEqual([['name']])
    await client.patch(`/api/clients/${record.id}`, { leadSource: 'Second' })
    go()
    await slow
    await dispatcher.settle()
    expect(got().map(({ body }) => body.data.changed)).toEqual([['name'], ['leadSource'], ['tags']])
  })
})

describe('what is not lost', () => {
  it('a change that was committed while nobody was sending, and one whose sending was cut off', async () => {
    const { client, got, webhook } = await listening(app)
    await dispatcher.close()
    const { id } = await newClient(client)
    expect(got()).toEqual([])
    // A process takes it up and dies while the endpoint takes its time.
    app.receiver.replies.push(() => undefined)
    const dying = app.dispatcher()
    void dying.settle()
    await expect.poll(() => got().length).toBe(1)
    await dying.close()
    dispatcher = app.dispatcher()
    await dispatcher.settle()
    expect(got().map(({ body }) => body.data.id)).toEqual([id, id])
    expect(new Set(got().map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await deliveriesOf(client, webhook)).toMatchObject([{ state: 'done', tries: 1 }])
  })

  it('what a process held that was killed, once its lease is over', async () => {
    const { client, got, webhook, organizationId, userId } = await listening(app)
    const until = new Date(app.clock.now.getTime() + 60_000).toISOString()
    await app.database.withOrganization({ organizationId, userId }, (tx) =>
      tx.query(sql`
        update webhook set lease = gen_random_uuid(), leased_until = ${until}::timestamptz where id = ${webhook.id}::uuid`),
    )
    await newClient(client)
    await dispatcher.settle()
    expect(got()).toEqual([])
    app.clock.pass(61)
    await dispatcher.settle()
    expect(got()).toHaveLength(1)
  })

  it('two processes send each event once', async () => {
    const database = openDatabase({ url: app.databaseUrl, preparedStatements: true, connections: 3 })
    const other = app.dispatcher(database)
    const { client, got } = await listening(app)
    const made = Array.from({ length: 15 }, (_, index) => newClient(client, `Client ${index}`))
    const settled = Promise.all([dispatcher.settle(), other.settle()])
    await Promise.all(made)
    await settled
    await Promise.all([dispatcher.settle(), other.settle()])
    await expect.poll(() => got().length).toBe(15)
    await other.close()
    await dispatcher.settle()
    expect(new Set(got().map(({ body }) => body.data.id)).size).toBe(15)
    expect(got()).toHaveLength(15)
    await database.close()
  })
})

describe('its owner', () => {
  it('replays a delivery under the same id, and sees request and answer', async () => {
    const { client, got, webhook } = await listening(app)
    app.receiver.replies.push({ status: 200, text: 'thanks' })
    await newClient(client)
    await dispatcher.settle()
    const [delivery] = await deliveriesOf(client, webhook)
    expect(delivery).toMatchObject({
      state: 'done',
      last: { status: 200, answer: 'thanks', durationMs: expect.any(Number) },
    })
    const path = `/api/webhooks/${webhook.id}/deliveries/${delivery?.id}/replay`
    expect((await client.post(path, {})).status).toBe(202)
    await dispatcher.settle()
    expect(got()).toHaveLength(2)
    expect(got()[1]?.headers['webhook-id']).toBe(got()[0]?.headers['webhook-id'])
    const shown = (await client.get(`/api/webhooks/${webhook.id}/deliveries/${delivery?.id}`)).json
    expect(shown).toMatchObject({ messageId: got()[0]?.headers['webhook-id'], attempts: [{}, {}] })
  })

  it('changes the secret: for a day both sign, then the new one alone', async () => {
    const { client, got, webhook } = await listening(app)
    const { secret } = (await client.post(`/api/webhooks/${webhook.id}/secret`, {})).json as { secret: string }
    await newClient(client)
    await dispatcher.settle()
    expect(got()[0]?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
    for (const each of [webhook.secret, secret]) expect(verify(got()[0]!, each)).toBeTruthy()
    app.clock.pass(24 * 3600)
    await newClient(client)
    await dispatcher.settle()
    const [, later] = got()
    expect(later?.headers['webhook-signature']).toMatch(/^v1,\S+$/)
    expect(later?.headers['webhook-timestamp']).toBe(String(Math.floor(app.clock.now.getTime() / 1000)))
    expect(verify(later!, secret)).toBeTruthy()
    expect(() => verify(later!, webhook.secret)).toThrow('No matching signature')
    const stored = await app.database.pool.query<{ text: string }>('select w::text as text from webhook w')
    for (const { text } of stored.rows) for (const each of [webhook.secret, secret]) expect(text).not.toContain(each)
    for (const path of ['/api/webhooks', `/api/webhooks/${webhook.id}`, `/api/webhooks/${webhook.id}/history`]) {
      expect((await client.get(path)).text).not.toContain('whsec_')
    }
  })

  it('sends a test event, which says nothing of how the endpoint fares', async () => {
    const { client, got, webhook } = await listening(app)
    app.receiver.replies.push({ status: 500 })
    const answer = await client.post(`/api/webhooks/${webhook.id}/test`, {})
    expect([answer.status, answer.json]).toMatchObject([
      200,
      { type: 'test', state: 'failed', attempts: [{ status: 500 }] },
    ])
    expect((await client.post(`/api/webhooks/${webhook.id}/test`, {})).json).toMatchObject({ state: 'done' })
    await dispatcher.settle()
    expect(typesOf(got())).toEqual(['test', 'test'])
    expect((await client.get(`/api/webhooks/${webhook.id}`)).json).toMatchObject({ failingSince: null })
  })

  it('deletes it, or the organization: nothing more is sent', async () => {
    const { client, got, webhook } = await listening(app)
    app.receiver.replies.push({ status: 500 })
    await newClient(client)
    await dispatcher.settle()
    expect((await client.delete(`/api/webhooks/${webhook.id}`)).status).toBe(200)
    const restored = await client.post(`/api/webhooks/${webhook.id}/restore`, {})
    expect(restored.status).toBe(409)
    app.clock.pass(60)
    await newClient(client)
    await dispatcher.settle()
    expect(got()).toHaveLength(1)

    const other = await listening(app)
    await newClient(other.client)
    const { name } = (await other.client.get(`/api/organizations/${other.organizationId}`)).json as { name: string }
    await other.client.request('DELETE', `/api/organizations/${other.organizationId}`, {
      body: JSON.stringify({ name }),
      headers: { 'content-type': 'application/json' },
    })
    await dispatcher.settle()
    expect(other.got().length).toBeLessThan(2)
    const sent = other.got().length
    app.clock.pass(60)
    await dispatcher.settle()
    expect(other.got()).toHaveLength(sent)
  })

  it('finds thirty days of deliveries', async () => {
    const { client, webhook } = await listening(app)
    await newClient(client)
    await dispatcher.settle()
    await purgeDeliveries(app.database, new Date(app.clock.now.getTime() + 29 * 86_400_000))
    expect(await deliveriesOf(client, webhook)).toHaveLength(1)
    await purgeDeliveries(app.database, new Date(app.clock.now.getTime() + 31 * 86_400_000))
    expect(await deliveriesOf(client, webhook)).toEqual([])
  })
})
