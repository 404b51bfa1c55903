import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { signedIn } from '../test/testApp.ts'
import { addWebhook, deliveriesOf, listening, newClient, webhookApp, type WebhookApp } from '../test/webhookApp.ts'
import type { Dispatcher } from './start.ts'

let app: WebhookApp
let dispatcher: Dispatcher
beforeAll(async () => {
  app = await webhookApp()
  dispatcher = app.dispatcher()
})
afterAll(() => app.close())
afterEach(() => app.receiver.relent())

describe('one organization holds up no other', () => {
  it('with many slow endpoints', async () => {
    const { client } = await signedIn(app)
    for (let made = 0; made < 10; made++) await addWebhook(client, app.receiver.url('/slow'))
    const other = await listening(app)
    await dispatcher.close()
    app.receiver.usual = (res) => void setTimeout(() => res.writeHead(res.req.url === '/slow' ? 200 : 204).end(), 8000)
    await newClient(client)
    dispatcher = app.dispatcher()
    await expect.poll(() => app.receiver.at('/slow').length).toBeGreaterThan(0)
    await newClient(other.client)
    await expect.poll(() => other.got().length, { timeout: 7500 }).toBe(1)
    expect(app.receiver.at('/slow')).toHaveLength(2)
    app.receiver.usual = { status: 204 }
    await dispatcher.settle()
    expect(app.receiver.at('/slow')).toHaveLength(10)
  }, 120_000)

  it('and of its own endpoints those are first that were not served longest', async () => {
    const { client } = await signedIn(app)
    for (const path of ['/first', '/second']) await addWebhook(client, app.receiver.url(path))
    await newClient(client)
    await dispatcher.settle()
    await addWebhook(client, app.receiver.url('/third'))
    app.receiver.usual = (res) => void setTimeout(() => res.writeHead(204).end(), 8000)
    await newClient(client)
    await expect.poll(() => app.receiver.at('/third').length, { timeout: 7500 }).toBe(1)
    app.receiver.usual = { status: 204 }
    await dispatcher.settle()
  })

  it('with a change that cannot be told', async () => {
    const broken = await listening(app)
    const other = await listening(app)
    const { organizationId, userId } = broken
    await app.database.withOrganization({ organizationId, userId }, (tx) =>
      tx.query(sql`
        insert into activity (organization_id, id, at, kind, resource, record_id, changes)
        values (${organizationId}::uuid, gen_random_uuid(), now(), 'edit', 'clients', gen_random_uuid(), '[1]')`),
    )
    await newClient(other.client)
    await dispatcher.settle()
    expect(other.got()).toHaveLength(1)
    expect(broken.got()).toEqual([])
  })

  it('with an endpoint that somebody holds; its changes are told afterwards', async () => {
    const held = await listening(app)
    const other = await listening(app)
    await dispatcher.settle()
    const { organizationId, userId } = held
    let go = () => {}
    const mayGo = new Promise<void>((resolve) => (go = resolve))
    let taken = () => {}
    const isTaken = new Promise<void>((resolve) => (taken = resolve))
    const holding = app.database.withOrganization({ organizationId, userId }, async (tx) => {
      await tx.query(sql`select from webhook where id = ${held.webhook.id}::uuid for no key update`)
      taken()
      await mayGo
    })
    await isTaken
    try {
      await newClient(held.client)
      await newClient(other.client)
      await expect.poll(() => other.got().length, { timeout: 12_000 }).toBe(1)
      expect(held.got()).toEqual([])
    } finally {
      go()
      await holding
    }
    await expect.poll(() => held.got().length, { timeout: 12_000 }).toBe(1)
  })

  it('with a backlog of more than one transaction takes', async () => {
    const { client, webhook, organizationId, userId } = await listening(app)
    app.receiver.usual = { status: 503 }
    await app.database.withOrganization({ organizationId, userId }, (tx) =>
      tx.query(sql`
        insert into activity (organization_id, id, at, kind, resource, record_id)
        select ${organizationId}::uuid, gen_random_uuid(), now(), 'create', 'clients', gen_random_uuid()
        from generate_series(1, 4100)`),
    )
    await dispatcher.settle()
    const answer = await client.get(`/api/webhooks/${webhook.id}/deliveries`)
    expect(answer.headers.get('x-total-count')).toBe('4100')
  })
})

describe('an endpoint that was mended', () => {
  /** Has not answered often enough to wait for hours. */
  const silent = async () => {
    const found = await listening(app)
    app.receiver.usual = { status: 503, headers: { 'retry-after': '7200' } }
    await newClient(found.client)
    await dispatcher.settle()
    await newClient(found.client)
    await dispatcher.settle()
    expect(found.got()).toHaveLength(1)
    app.receiver.usual = { status: 204 }
    return found
  }

  it('shows until when everything waits', async () => {
    const { client, webhook } = await silent()
    const until = new Date(app.clock.now.getTime() + 7_200_000).toISOString()
    expect((await deliveriesOf(client, webhook)).map(({ nextAt }) => nextAt)).toEqual([until, until])
  })

  it('gets what waited at once when it leads elsewhere', async () => {
    const { client, webhook } = await silent()
    const path = `/${crypto.randomUUID()}`
    const changed = await client.patch(`/api/webhooks/${webhook.id}`, { url: app.receiver.url(path) })
    expect([changed.status, changed.json]).toMatchObject([200, { failingSince: null }])
    await dispatcher.settle()
    expect(app.receiver.at(path)).toHaveLength(2)
  })

  it('gets it at once when it took a test, and not when it did not', async () => {
    const { client, webhook, got } = await silent()
    app.receiver.replies.push({ status: 500 })
    await client.post(`/api/webhooks/${webhook.id}/test`, {})
    await dispatcher.settle()
    expect(got()).toHaveLength(2)
    await client.post(`/api/webhooks/${webhook.id}/test`, {})
    await dispatcher.settle()
    expect(got()).toHaveLength(5)
  })

  it('is not made to wait by what its former address answers late', async () => {
    const { client, webhook } = await listening(app)
    const path = `/${crypto.randomUUID()}`
    let answer = () => {}
    app.receiver.replies.push((res) => (answer = () => void res.writeHead(410).end()))
    await newClient(client)
    const settled = dispatcher.settle()
    await expect.poll(() => app.receiver.at(new URL(String(webhook['url'])).pathname).length).toBe(1)
    await client.patch(`/api/webhooks/${webhook.id}`, { url: app.receiver.url(path) })
    answer()
    await settled
    expect(app.receiver.at(path)).toHaveLength(1)
    expect((await client.get(`/api/webhooks/${webhook.id}`)).json).toMatchObject({ disabledAt: null })
  })
})

describe('limits', () => {
  it('one test of an endpoint at a time', async () => {
    const { client, webhook, got } = await listening(app)
    app.receiver.usual = (res) => void setTimeout(() => res.writeHead(204).end(), 300)
    const tests = await Promise.all([1, 2, 3].map(() => client.post(`/api/webhooks/${webhook.id}/test`, {})))
    expect(tests.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(got()).toHaveLength(1)
    expect((await client.post(`/api/webhooks/${webhook.id}/test`, {})).status).toBe(200)
  })

  it('thirty tests in a quarter of an hour, whichever endpoints they are of', async () => {
    const strict = await webhookApp({ rateLimitFactor: 1 })
    const { client, webhook } = await listening(strict)
    const other = await addWebhook(client, strict.receiver.url('/other'))
    for (let tests = 0; tests < 15; tests++) {
      for (const { id } of [webhook, other])
        expect((await client.post(`/api/webhooks/${id}/test`, {})).status).toBe(200)
    }
    const refused = await client.post(`/api/webhooks/${webhook.id}/test`, {})
    expect([refused.status, refused.json]).toMatchObject([429, { type: 'urn:oikion:problem:too-many' }])
    expect(strict.receiver.got).toHaveLength(30)
    await strict.close()
  })

  it('fifty endpoints, also when several are made at once', async () => {
    const { client } = await signedIn(app)
    for (let made = 0; made < 48; made++) await addWebhook(client, app.receiver.url('/many'))
    const body = { name: 'One more', url: app.receiver.url('/many'), events: [] }
    const tries = await Promise.all([1, 2, 3, 4, 5, 6].map(() => client.post('/api/webhooks', body)))
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409])
  })
})
