import { afterAll, beforeAll, expect, it } from 'vitest'
import { plans, type PaidPlan, type Plan } from '../resources/plans.ts'
import { signedIn } from '../test/testApp.ts'
import { sql } from '../database/sql.ts'
import { billingApp, type BillingApp } from './billingApp.ts'
import { priceOf, type Thing } from './playedStripe.ts'

let app: BillingApp
beforeAll(async () => {
  app = await billingApp()
})
afterAll(() => app.close())

/** An organization with a customer at Stripe, and nothing bought yet. */
async function payer() {
  const owner = await signedIn(app)
  await owner.client.post('/api/billing/checkout', { plan: 'STARTER', interval: 'month' })
  const isTheirs = ({ metadata }: Thing) => Object.values(metadata as object).includes(owner.organizationId)
  const customer = app.stripe.all('customer').find(isTheirs)!
  return { ...owner, customer }
}

const send = (event: unknown, how?: { secret?: string; at?: number }) => app.stripe.send(app.url, event, how)
const now = () => Math.floor(Date.now() / 1000)
const jobs = async () =>
  (await app.database.ask<{ n: number }>(sql`select count(*)::int as n from pgboss.job where name = 'billing'`))[0]!.n

it.each<[string, { secret?: string; at?: number }]>([
  ['signed with another secret', { secret: 'whsec_guessed' }],
  ['signed six minutes ago', { at: Math.floor(Date.now() / 1000) - 360 }],
])('an event %s is refused and changes nothing', async (_, how) => {
  const { customer, organizationId } = await payer()
  const subscription = app.stripe.subscribe(customer.id, priceOf('ENTERPRISE'))
  const before = await jobs()
  expect(await send(app.stripe.event('customer.subscription.created', subscription), how)).toBe(400)
  expect(await jobs()).toBe(before)
  expect(await app.planOf(organizationId)).toBe('FREE')
})

it('a body that was changed after signing, one without signature, none at all: refused', async () => {
  const { customer } = await payer()
  const subscription = app.stripe.subscribe(customer.id, priceOf('STARTER'))
  const { body, headers } = app.stripe.signed(app.stripe.event('customer.subscription.created', subscription))
  const post = async (init: RequestInit) =>
    (await fetch(`${app.url}/api/webhooks/stripe`, { method: 'POST', ...init })).status
  expect(await post({ body: body.replace('starter', 'enterprise'), headers })).toBe(400)
  expect(await post({ body })).toBe(400)
  expect(await post({ headers })).toBe(400)
  expect(await post({ body, headers: { 'stripe-signature': 't=1,v1=x' } })).toBe(400)
  expect(await post({ body, headers })).toBe(200)
})

it('both secrets count while one takes over from the other', async () => {
  const { customer, organizationId } = await payer()
  const subscription = app.stripe.subscribe(customer.id, priceOf('STARTER'))
  expect(await send(app.stripe.event('customer.subscription.created', subscription), { secret: 'whsec_next' })).toBe(
    200,
  )
  await app.settled()
  expect(await app.planOf(organizationId)).toBe('STARTER')
})

it('an event is taken once', async () => {
  const { customer } = await payer()
  const event = app.stripe.event('customer.subscription.updated', app.stripe.subscribe(customer.id, priceOf('STARTER')))
  await Promise.all([send(event), send(event), send(event)])
  await app.settled()
  const before = await jobs()
  expect(await send(event)).toBe(200)
  expect(await jobs()).toBe(before)
})

it('nothing in an event is believed: what it says of plan, status or organization moves nobody', async () => {
  const victim = await payer()
  const thief = await payer()
  const subscription = app.stripe.subscribe(thief.customer.id, priceOf('STARTER'))
  const told = {
    ...subscription,
    status: 'active',
    items: { data: [{ price: { id: priceOf('ENTERPRISE') } }] },
    metadata: { organization_id: victim.organizationId, plan: 'ENTERPRISE' },
    client_reference_id: victim.organizationId,
  }
  for (const type of ['customer.subscription.updated', 'checkout.session.completed', 'invoice.paid']) {
    expect(await send(app.stripe.event(type, told))).toBe(200)
  }
  await app.settled()
  expect(await app.planOf(thief.organizationId)).toBe('STARTER')
  expect(await app.planOf(victim.organizationId)).toBe('FREE')
})

it('no form and no call sets a plan', async () => {
  const { client, organizationId } = await payer()
  const tries = [
    await client.patch(`/api/organizations/${organizationId}`, { plan: 'ENTERPRISE' }),
    await client.patch(`/api/organizations/${organizationId}`, { settings: { plan: 'ENTERPRISE' } }),
    await client.post('/api/organizations', { name: 'Rich', plan: 'ENTERPRISE' }),
    await client.post('/api/billing', { plan: 'ENTERPRISE' }),
    await client.patch('/api/billing', { plan: 'ENTERPRISE' }),
    await client.put('/api/billing', { plan: 'ENTERPRISE' }),
    await client.get('/api/billing?plan=ENTERPRISE'),
  ]
  expect(tries.map(({ status }) => status)).toEqual([422, 422, 422, 404, 404, 404, 200])
  await app.settled()
  expect(await app.planOf(organizationId)).toBe('FREE')
})

it('an event about a customer that nobody here has is acknowledged', async () => {
  const stranger = app.stripe.add('cus', 'customer', { metadata: {} })
  expect(await send(app.stripe.event('customer.subscription.created', app.stripe.subscribe(stranger.id, priceOf('STARTER'))))).toBe(200) // prettier-ignore
  expect(await send(app.stripe.event('invoice.paid', app.stripe.add('in', 'invoice', {})))).toBe(200)
  expect(await send(app.stripe.event('charge.refunded', stranger))).toBe(200)
})

it('a customer deleted at Stripe leaves FREE, and the next checkout makes another', async () => {
  const { client, customer, organizationId } = await payer()
  const subscription = app.stripe.subscribe(customer.id, priceOf('PROFESSIONAL'))
  await send(app.stripe.event('customer.subscription.created', subscription))
  await app.settled()
  expect(await app.planOf(organizationId)).toBe('PROFESSIONAL')
  Object.assign(customer, { deleted: true })
  Object.assign(subscription, { status: 'canceled' })
  await send(app.stripe.event('customer.deleted', customer))
  await app.settled()
  expect(await app.planOf(organizationId)).toBe('FREE')
  expect((await client.post('/api/billing/checkout', { plan: 'STARTER', interval: 'year' })).status).toBe(200)
  const next = app.stripe.all('customer').at(-1)!
  expect(next.id).not.toBe(customer.id)
  await send(
    app.stripe.event('customer.subscription.created', app.stripe.subscribe(next.id, priceOf('STARTER', 'year'))),
  )
  await app.settled()
  expect(await app.planOf(organizationId)).toBe('STARTER')
})

it('a price of before keeps its plan; one that is none of ours gives none; of two subscriptions the larger counts', async () => {
  const { customer, organizationId } = await payer()
  const old = app.stripe.subscribe(customer.id, `${priceOf('STARTER')}_old`)
  const strange = app.stripe.subscribe(customer.id, 'price_of_somebody')
  await send(app.stripe.event('customer.subscription.created', strange))
  await app.settled()
  expect(await app.planOf(organizationId)).toBe('STARTER')
  app.stripe.subscribe(customer.id, priceOf('PROFESSIONAL'))
  await send(app.stripe.event('customer.subscription.created', old))
  await app.settled()
  expect(await app.planOf(organizationId)).toBe('PROFESSIONAL')
})

it('what was lost altogether is found by the daily look', async () => {
  const { customer, organizationId } = await payer()
  app.stripe.subscribe(customer.id, priceOf('STARTER'))
  await app.parts.lookAtAll(new Date())
  await app.settled()
  expect(await app.planOf(organizationId)).toBe('STARTER')
})

it('1,000 events in random order, with duplicates and drops, replayed: all end as Stripe has it', async () => {
  const payers = await Promise.all(Array.from({ length: 5 }, payer))
  const random = generator(20261130)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const subscriptions = payers.map(({ customer }) => app.stripe.subscribe(customer.id, priceOf('STARTER')))
  const invoices: Thing[] = []
  const told: Thing[] = []
  const paid: readonly PaidPlan[] = ['STARTER', 'PROFESSIONAL', 'ENTERPRISE']

  const change = () => {
    const subscription = pick(subscriptions)
    const dice = random()
    if (dice < 0.3) {
      const price = { id: priceOf(pick(paid), pick(['month', 'year'])) }
      Object.assign((subscription['items'] as { data: Thing[] }).data[0]!, { price })
      told.push(app.stripe.event('customer.subscription.updated', subscription))
    } else if (dice < 0.5) {
      const invoice = app.stripe.bill(subscription, {
        status_transitions: { finalized_at: now() - Math.floor(random() * 28) * 86_400 },
      })
      invoices.push(invoice)
      Object.assign(subscription, { status: 'past_due' })
      told.push(app.stripe.event('invoice.payment_failed', invoice))
    } else if (dice < 0.7) {
      for (const invoice of invoices.filter((one) => one['subscription'] === subscription.id))
        invoice['status'] = 'paid'
      Object.assign(subscription, { status: 'active' })
      told.push(app.stripe.event('invoice.paid', app.stripe.bill(subscription, { status: 'paid' })))
    } else if (dice < 0.85) {
      Object.assign(subscription, { status: 'canceled' })
      told.push(app.stripe.event('customer.subscription.deleted', subscription))
    } else {
      Object.assign(subscription, { status: pick(['active', 'trialing', 'past_due', 'incomplete_expired']) })
      told.push(app.stripe.event('customer.subscription.created', subscription))
    }
  }

  let sent = 0
  const tell = async (events: Thing[]) => {
    sent += events.length
    const statuses = await Promise.all(events.map((event) => send(event)))
    expect(new Set(statuses)).toEqual(new Set([200]))
  }
  for (let round = 0; round < 75; round++) {
    for (let i = 0; i < 15; i++) change()
    // Some of what has been told so far, early and late, some of it twice; a fifth never comes in this pass.
    await tell(Array.from({ length: 12 }, () => pick(told)))
  }
  const last = told.slice(-100)
  await tell([...last, ...last].sort(() => random() - 0.5))
  // Replayed from the beginning, the dropped ones among them.
  for (let start = 0; start < told.length; start += 25) await tell(shuffled(told.slice(start, start + 25), random))
  await app.settled()

  expect(sent).toBeGreaterThan(1000)
  for (const [index, { organizationId, client }] of payers.entries()) {
    const subscription = subscriptions[index]!
    expect(await app.planOf(organizationId), `organization ${index}`).toBe(expected(subscription, invoices))
    const { json } = await client.get('/api/billing')
    const living = ['active', 'trialing', 'past_due'].includes(String(subscription['status']))
    expect((json as { subscription: { status: string } | null }).subscription?.status).toBe(
      living ? subscription['status'] : undefined,
    )
  }
}, 120_000)

/** What a subscription at Stripe comes to, told in another way than the code tells it. */
function expected(subscription: Thing, invoices: Thing[]): Plan {
  const [{ price, current_period_start: begun }] = (
    subscription['items'] as { data: [{ price: { id: string }; current_period_start: number }] }
  ).data
  const plan = plans.find((one) => price.id.includes(one.toLowerCase())) ?? 'FREE'
  if (subscription['status'] === 'active' || subscription['status'] === 'trialing') return plan
  if (subscription['status'] !== 'past_due') return 'FREE'
  const oldest = invoices.find((one) => one['subscription'] === subscription.id && one['status'] === 'open')
  const since = oldest ? (oldest['status_transitions'] as { finalized_at: number }).finalized_at : begun
  return now() - since < 14 * 86_400 ? plan : 'FREE'
}

function shuffled<T>(list: T[], random: () => number): T[] {
  return list
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

/** The same numbers at every run. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
