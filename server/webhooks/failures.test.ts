import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { addMember, signIn } from '../test/testApp.ts'
import { deliveriesOf, listening, newClient, webhookApp, type WebhookApp } from '../test/webhookApp.ts'
import type { Dispatcher } from './start.ts'

let app: WebhookApp
let dispatcher: Dispatcher
beforeAll(async () => {
  app = await webhookApp()
  dispatcher = app.dispatcher()
})
afterAll(() => app.close())
afterEach(() => app.receiver.relent())

describe('when it fails', () => {
  it('an event that is refused is tried again by itself, under the same id, and others go on', async () => {
    const { client, got, webhook } = await listening(app)
    app.receiver.replies.push({ status: 500, text: 'x'.repeat(5000) })
    const first = await newClient(client, 'First')
    await dispatcher.settle()
    const second = await newClient(client, 'Second')
    await dispatcher.settle()
    expect(got().map(({ body }) => body.data.id)).toEqual([first.id, second.id])
    const waiting = (await deliveriesOf(client, webhook)).find(({ state }) => state === 'pending')
    expect(waiting).toMatchObject({ tries: 1, last: { status: 500, answer: 'x'.repeat(1024) } })
    app.clock.pass(5)
    await dispatcher.settle()
    expect(got().map(({ body }) => body.data.id)).toEqual([first.id, second.id, first.id])
    expect(got()[2]?.headers['webhook-id']).toBe(got()[0]?.headers['webhook-id'])
    expect(got()[2]?.raw).toBe(got()[0]?.raw)
    expect((await deliveriesOf(client, webhook)).map(({ state }) => state)).toEqual(['done', 'done'])
    const shown = await client.get(`/api/webhooks/${webhook.id}/deliveries/${waiting?.id}`)
    expect(shown.json).toMatchObject({ body: got()[0]?.raw, attempts: [{ status: 500 }, { status: 204, error: null }] })
  })

  it('while an endpoint does not answer, everything for it waits and keeps its order; Retry-After is honoured', async () => {
    const { client, got } = await listening(app)
    app.receiver.replies.push({ status: 503, headers: { 'retry-after': '120' } })
    const first = await newClient(client, 'First')
    await dispatcher.settle()
    const second = await newClient(client, 'Second')
    app.clock.pass(119)
    await dispatcher.settle()
    expect(got()).toHaveLength(1)
    app.receiver.replies.push((res) => res.destroy())
    app.clock.pass(1)
    await dispatcher.settle()
    expect(got()).toHaveLength(2)
    const date = new Date(app.clock.now.getTime() + 600_000).toUTCString()
    app.receiver.replies.push({ status: 429, headers: { 'retry-after': date } })
    app.clock.pass(30)
    await dispatcher.settle()
    app.clock.pass(560)
    await dispatcher.settle()
    expect(got()).toHaveLength(3)
    app.clock.pass(11)
    await dispatcher.settle()
    expect(got().map(({ body }) => body.data.id)).toEqual([first.id, first.id, first.id, first.id, second.id])
  })

  it('after a day of failures it is disabled, owners are told, and enabling sends what was set aside', async () => {
    const { client, got, webhook, organizationId } = await listening(app)
    const admin = await signIn(app, await addMember(app, 'ADMIN', { organizationId }))
    app.receiver.usual = { status: 502 }
    await newClient(client)
    for (let hours = 0; hours < 25; hours++) {
      await dispatcher.settle()
      app.clock.pass(3600)
    }
    const shown = (await client.get(`/api/webhooks/${webhook.id}`)).json
    expect(shown).toMatchObject({ disabledBecause: 'failures', disabledAt: expect.any(String) })
    const tried = got().length
    expect(tried).toBeGreaterThan(8)
    await newClient(client)
    await dispatcher.settle()
    expect(got()).toHaveLength(tried)

    expect((await client.get('/api/notices')).json).toMatchObject([
      {
        kind: 'webhook-disabled',
        resource: 'webhooks',
        recordId: webhook.id,
        title: 'Portal',
        data: { because: 'failures' },
      },
    ])
    expect((await admin.get('/api/notices')).json).toEqual([])
    const mails = await app.database.ask<{ data: unknown }>(
      sql`select data from mail where kind = 'webhook-disabled' and data ->> 'path' like ${`%${webhook.id}`}`,
    )
    expect(mails).toMatchObject([{ data: { name: 'Portal', because: 'failures' } }])
    const history = (await client.get(`/api/webhooks/${webhook.id}/history`)).json
    expect(history).toMatchObject([
      { kind: 'edit', actorId: null, changes: { disabledBecause: [null, 'failures'] } },
      {},
    ])

    const [delivery] = await deliveriesOf(client, webhook)
    const replay = await client.post(`/api/webhooks/${webhook.id}/deliveries/${delivery?.id}/replay`, {})
    expect([replay.status, replay.json]).toMatchObject([409, { detail: 'This webhook is disabled; enable it first' }])
    app.receiver.usual = { status: 200 }
    expect((await client.post(`/api/webhooks/${webhook.id}/enable`, {})).status).toBe(204)
    await dispatcher.settle()
    expect(got()).toHaveLength(tried + 1)
    expect((await client.get(`/api/webhooks/${webhook.id}`)).json).toMatchObject({
      disabledAt: null,
      failingSince: null,
    })
  })

  it('an event that alone is refused for a day is given up, and others keep the endpoint enabled', async () => {
    const { client, webhook } = await listening(app)
    app.receiver.replies.push({ status: 400 })
    await newClient(client)
    await dispatcher.settle()
    for (let hours = 0; hours < 26; hours++) {
      app.receiver.replies.push({ status: 400 })
      app.clock.pass(3600)
      await dispatcher.settle()
      app.receiver.replies.length = 0
      await newClient(client)
      await dispatcher.settle()
    }
    const failed = (await deliveriesOf(client, webhook)).concat(
      (await client.get(`/api/webhooks/${webhook.id}/deliveries?state=failed`)).json as never[],
    )
    expect(failed.filter(({ state }) => state === 'failed')).toHaveLength(1)
    expect((await client.get(`/api/webhooks/${webhook.id}`)).json).toMatchObject({ disabledAt: null })
  })

  it('410 disables at once', async () => {
    const { client, webhook } = await listening(app)
    app.receiver.replies.push({ status: 410 })
    await newClient(client)
    await dispatcher.settle()
    expect((await client.get(`/api/webhooks/${webhook.id}`)).json).toMatchObject({ disabledBecause: 'gone' })
  })
})
