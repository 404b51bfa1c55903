import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import type { BillingAnswer } from '../resources/plans.ts'
import { signedIn } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'
import { billingApp, type BillingApp } from './billingApp.ts'
import { priceOf, type Thing } from './playedStripe.ts'

let app: BillingApp
beforeAll(async () => {
  app = await billingApp()
})
afterAll(() => app.close())

let owner: Awaited<ReturnType<typeof signedIn>>
beforeEach(async () => {
  owner = await signedIn(app)
})

const buy = (client: TestClient, plan = 'PROFESSIONAL') =>
  client.post('/api/billing/checkout', { plan, interval: 'month' })
const shown = async (client: TestClient) => (await client.get('/api/billing')).json as BillingAnswer
const customersOf = ({ organizationId }: { organizationId: string }) =>
  app.stripe
    .all('customer')
    .filter(({ metadata }) => (metadata as Record<string, string>)['organization_id'] === organizationId)

/** The owner pays at Stripe; nothing is told yet. */
async function subscribed(): Promise<Thing> {
  await buy(owner.client)
  return app.stripe.subscribe(customersOf(owner)[0]!.id, priceOf('PROFESSIONAL'))
}

async function tell(type: string, object: Thing): Promise<void> {
  expect(await app.stripe.send(app.url, app.stripe.event(type, object))).toBe(200)
  await app.settled()
}

describe('the end of an organization', () => {
  const remove = async () => {
    const { name } = (await owner.client.get(`/api/organizations/${owner.organizationId}`)).json as { name: string }
    const answer = await owner.client.request('DELETE', `/api/organizations/${owner.organizationId}`, {
      body: JSON.stringify({ name }),
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.status).toBe(204)
    await app.settled()
  }

  it('is said before, stops renewal with the deletion, starts it again with the return', async () => {
    const subscription = await subscribed()
    await tell('customer.subscription.created', subscription)
    const contents = await owner.client.get(`/api/organizations/${owner.organizationId}/contents`)
    expect(contents.json).toMatchObject({ subscription: { plan: 'PROFESSIONAL' } })
    await remove()
    expect(app.stripe.get(subscription.id)).toMatchObject({ status: 'active', cancel_at_period_end: true })
    expect((await owner.client.post(`/api/organizations/${owner.organizationId}/restore`, {})).status).toBe(200)
    await app.settled()
    expect(app.stripe.get(subscription.id)).toMatchObject({ cancel_at_period_end: false, metadata: {} })
  })

  it('leaves a subscription that was cancelled before as it was', async () => {
    const subscription = await subscribed()
    Object.assign(subscription, { cancel_at_period_end: true })
    await tell('customer.subscription.updated', subscription)
    await remove()
    await owner.client.post(`/api/organizations/${owner.organizationId}/restore`, {})
    await app.settled()
    expect(app.stripe.get(subscription.id)).toMatchObject({ cancel_at_period_end: true })
  })

  it('leaves a cancellation that Stripe tells as a date, as its portal makes them', async () => {
    const subscription = await subscribed()
    const cancelAt = Math.floor(Date.now() / 1000) + 12 * 86_400
    Object.assign(subscription, { cancel_at: cancelAt })
    await tell('customer.subscription.updated', subscription)
    await remove()
    expect((await owner.client.post(`/api/organizations/${owner.organizationId}/restore`, {})).status).toBe(200)
    await app.settled()
    expect(app.stripe.get(subscription.id)).toMatchObject({ cancel_at: cancelAt, metadata: {} })
    const { endsAt } = (await shown(owner.client)).subscription!
    expect(endsAt).toBe(new Date(cancelAt * 1000).toISOString())
  })

  it('is told to Stripe with the purge, as often as it takes', async () => {
    const subscription = await subscribed()
    await tell('customer.subscription.created', subscription)
    await remove()
    app.stripe.failures.push({ path: 'DELETE /v1/subscriptions', status: 500, times: 2 })
    await app.database.ask(
      sql`update organization set deleted_at = now(), purge_at = now() - interval '1 second' where id = ${owner.organizationId}::uuid`,
    )
    await app.database.ask(sql`select oikion_purge_organization(id) from organization where purge_at <= now()`)
    await app.database.ask(sql`update pgboss.job set retry_delay = 0, retry_backoff = false where name = 'billing'`)
    await app.settled()
    expect(app.stripe.get(subscription.id)).toMatchObject({ status: 'canceled' })
    // What Stripe says of it now is about nobody.
    expect(await app.stripe.send(app.url, app.stripe.event('customer.subscription.deleted', subscription))).toBe(200)
  })
})

describe('a customer whom Stripe does not know, as after a change of keys', () => {
  const forgotten = async () => {
    const subscription = await subscribed()
    await tell('customer.subscription.created', subscription)
    const { id } = customersOf(owner)[0]!
    app.stripe.things.delete(id)
    app.stripe.things.delete(subscription.id)
    return id
  }

  it('has another made for the next checkout, one however often it is asked at once', async () => {
    const before = await forgotten()
    const answers = await Promise.all([buy(owner.client), buy(owner.client, 'STARTER')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const next = customersOf(owner)[0]!
    expect(next.id).not.toBe(before)
    expect(await app.planOf(owner.organizationId)).toBe('FREE')
    await tell('customer.subscription.created', app.stripe.subscribe(next.id, priceOf('STARTER')))
    expect(await app.planOf(owner.organizationId)).toBe('STARTER')
    expect(customersOf(owner)).toHaveLength(1)
  })

  it('has nothing to manage and no invoices, and pays for no plan until Stripe knows it again', async () => {
    const id = await forgotten()
    expect((await owner.client.get('/api/billing/invoices')).json).toEqual([])
    const portal = await owner.client.post('/api/billing/portal', { purpose: 'plan' })
    expect(portal.json).toMatchObject({ status: 409, detail: expect.stringContaining('Stripe') })
    await app.settled()
    expect(await shown(owner.client)).toMatchObject({ plan: 'FREE', subscription: null })
    // The right key is back.
    app.stripe.things.set(id, { id, object: 'customer', metadata: {} })
    await tell('customer.subscription.created', app.stripe.subscribe(id, priceOf('STARTER')))
    expect(await app.planOf(owner.organizationId)).toBe('STARTER')
  })

  it('is no obstacle to the end of its organization', async () => {
    await forgotten()
    await app.database.ask(
      sql`update organization set deleted_at = now(), purge_at = now() - interval '1 second' where id = ${owner.organizationId}::uuid`,
    )
    await app.database.ask(sql`select oikion_purge_organization(id) from organization where purge_at <= now()`)
    await app.settled()
    const states = await app.database.ask(sql`select state::text from pgboss.job where name = 'billing' and state = 'failed'`) // prettier-ignore
    expect(states).toEqual([])
  })
})
