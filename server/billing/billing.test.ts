import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mailsTo } from '../test/mails.ts'
import { addMember, addUser, signedIn, signIn, testApp } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'
import type { BillingAnswer } from '../resources/plans.ts'
import { billingApp, type BillingApp } from './billingApp.ts'
import { priceOf, type Thing } from './playedStripe.ts'

let app: BillingApp
beforeAll(async () => {
  app = await billingApp({ members: 10 })
})
afterAll(() => app.close())

type Owner = Awaited<ReturnType<typeof signedIn>>
let owner: Owner
beforeEach(async () => {
  owner = await signedIn(app)
})

const buy = (client: TestClient, plan = 'PROFESSIONAL') =>
  client.post('/api/billing/checkout', { plan, interval: 'month' })
const shown = async (client: TestClient) => (await client.get('/api/billing')).json as BillingAnswer
const customerOf = ({ organizationId }: { organizationId: string }) =>
  app.stripe
    .all('customer')
    .find(({ metadata }) => (metadata as Record<string, string>)['organization_id'] === organizationId)!

/** The owner pays at Stripe; nothing is told yet. */
async function subscribed(plan: 'STARTER' | 'PROFESSIONAL' = 'PROFESSIONAL', given = owner): Promise<Thing> {
  await buy(given.client, plan)
  return app.stripe.subscribe(customerOf(given).id, priceOf(plan))
}

async function tell(type: string, object: Thing): Promise<void> {
  expect(await app.stripe.send(app.url, app.stripe.event(type, object))).toBe(200)
  await app.settled()
}

describe('checkout', () => {
  it('leads to Stripe with the price that stands for the plan, and the plan stays FREE until Stripe says otherwise', async () => {
    const answer = await buy(owner.client)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.json).toEqual({ url: expect.stringMatching(/\/pay$/) })
    const asked = app.stripe.asked.findLast(({ path }) => path === 'POST /v1/checkout/sessions')!
    expect(asked.form.get('line_items[0][price]')).toBe('price_professional_month')
    expect(asked.form.get('success_url')).toBe(`http://oikion.test/o/org-${owner.organizationId}/billing?checkout=done`)
    expect(await app.planOf(owner.organizationId)).toBe('FREE')
  })

  it('makes one customer for an organization, however often and at once it is asked', async () => {
    const answers = await Promise.all([buy(owner.client), buy(owner.client), buy(owner.client, 'STARTER')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const own = app.stripe.all('customer').filter(({ id }) => id === customerOf(owner).id)
    expect(own).toHaveLength(1)
    const open = app.stripe.all('checkout.session', { customer: own[0]!.id, status: 'open' })
    expect(open.length).toBe(1)
  })

  it('is refused, and what was opened is closed, when another page is paid at meanwhile', async () => {
    await buy(owner.client)
    const { id } = customerOf(owner)
    const pay = () => {
      Object.assign(app.stripe.all('checkout.session', { customer: id })[0]!, { status: 'complete' })
      app.stripe.subscribe(id, priceOf('STARTER'))
    }
    app.stripe.meanwhile = { path: 'POST /v1/checkout/sessions', happens: pay }
    expect((await buy(owner.client)).status).toBe(409)
    expect(app.stripe.all('checkout.session', { customer: id, status: 'open' })).toEqual([])
    await app.settled()
    expect(await app.planOf(owner.organizationId)).toBe('STARTER')
  })

  it('is refused as well when it is paid at while it is closed', async () => {
    await buy(owner.client)
    const { id } = customerOf(owner)
    const [first] = app.stripe.all('checkout.session', { customer: id })
    const pay = () => {
      first!['status'] = 'complete'
      app.stripe.subscribe(id, priceOf('STARTER'))
    }
    app.stripe.meanwhile = { path: `POST /v1/checkout/sessions/${first!.id}/expire`, happens: pay }
    expect((await buy(owner.client)).status).toBe(409)
    expect(app.stripe.all('checkout.session', { customer: id, status: 'open' })).toEqual([])
  })

  it('is refused when there is a subscription, told or not', async () => {
    await subscribed()
    const answer = await buy(owner.client)
    expect(answer.status).toBe(409)
    await app.settled()
    expect(await app.planOf(owner.organizationId)).toBe('PROFESSIONAL')
  })

  it.each([
    [{ plan: 'FREE', interval: 'month' }, '/plan'],
    [{ plan: 'STARTER', interval: 'week' }, '/interval'],
    [{ plan: 'STARTER', interval: 'month', price: 'price_x' }, ''],
  ])('%j is refused', async (body, pointer) => {
    const answer = await owner.client.post('/api/billing/checkout', body)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(pointer)
  })

  it('says so when Stripe does not answer', async () => {
    app.stripe.failures.push({ path: 'POST /v1/customers', status: 500, times: 2 })
    const answer = await buy(owner.client)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
  })

  it('is closed to administrators, agents, viewers, tokens and personal workspaces', async () => {
    for (const role of ['ADMIN', 'AGENT', 'VIEWER'] as const) {
      const { client } = await signedIn(app, role, owner.organizationId)
      expect((await buy(client)).status).toBe(403)
      expect((await client.post('/api/billing/portal', {})).status).toBe(403)
      expect((await client.get('/api/billing/invoices')).status).toBe(403)
      expect((await client.get('/api/billing')).status).toBe(role === 'ADMIN' ? 200 : 403)
    }
    const person = await addUser(app)
    const client = await signIn(app, person)
    const workspaces = (await client.get('/api/organizations')).json as { id: string; isPersonal: boolean }[]
    client.organizationId = workspaces.find(({ isPersonal }) => isPersonal)!.id
    expect((await shown(client)).plan).toBe('FREE')
    expect((await buy(client)).json).toMatchObject({
      status: 403,
      detail: expect.stringContaining('personal workspace'),
    })
  })
})

describe('GET /api/billing', () => {
  it('tells owners plan, subscription and use, administrators the plan only', async () => {
    await tell('customer.subscription.created', await subscribed())
    expect(await shown(owner.client)).toMatchObject({
      isConfigured: true,
      plan: 'PROFESSIONAL',
      countingPlan: 'PROFESSIONAL',
      limits: { members: 20, properties: 5000 },
      subscription: { status: 'active', interval: 'month', endsAt: null },
      usage: { members: 1, properties: 0, storage: 0 },
    })
    const { client } = await signedIn(app, 'ADMIN', owner.organizationId)
    const told = await shown(client)
    expect(told.plan).toBe('PROFESSIONAL')
    expect(Object.keys(told)).not.toContain('subscription')
    expect(Object.keys(told)).not.toContain('usage')
  })

  it('lists invoices of this customer, without drafts', async () => {
    const subscription = await subscribed()
    app.stripe.bill(subscription, { status: 'paid' })
    app.stripe.bill(subscription, { status: 'draft' })
    const other = await signedIn(app)
    app.stripe.bill(await subscribed('STARTER', other))
    const { json } = await owner.client.get('/api/billing/invoices')
    expect(json).toEqual([expect.objectContaining({ status: 'paid', total: 49 })])
  })

  it('opens the portal of this customer', async () => {
    expect((await owner.client.post('/api/billing/portal', {})).status).toBe(409)
    await tell('customer.subscription.created', await subscribed())
    const answer = await owner.client.post('/api/billing/portal', { purpose: 'plan' })
    expect(answer.json).toEqual({ url: expect.stringMatching(/\/portal$/) })
    expect(app.stripe.asked.at(-1)?.form.get('customer')).toBe(customerOf(owner).id)
  })
})

describe('a failed payment', () => {
  const failed = async (daysAgo: number) => {
    const subscription = await subscribed()
    await tell('customer.subscription.created', subscription)
    const at = Math.floor(Date.now() / 1000) - daysAgo * 86_400
    const invoice = app.stripe.bill(subscription, { status_transitions: { finalized_at: at } })
    Object.assign(subscription, { status: 'past_due' })
    await tell('invoice.payment_failed', invoice)
    return { subscription, invoice }
  }

  it('gives 14 days of grace, tells owners once in their language, and is over once paid', async () => {
    const second = await addMember(app, 'ORG_OWNER', { organizationId: owner.organizationId })
    await app.database.shared.user.update({ where: { id: second.userId }, data: { locale: 'en' } })
    const { subscription, invoice } = await failed(1)
    expect(await shown(owner.client)).toMatchObject({ plan: 'PROFESSIONAL', countingPlan: 'PROFESSIONAL' })
    const days = (new Date((await shown(owner.client)).graceUntil!).getTime() - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(13)
    await tell('invoice.payment_failed', invoice)
    const mails = await mailsTo(app, owner.email)
    expect(mails).toMatchObject([{ kind: 'payment-failed', locale: 'el', data: { amount: 49 } }])
    expect(await mailsTo(app, second.email)).toMatchObject([{ kind: 'payment-failed', locale: 'en' }])

    Object.assign(invoice, { status: 'paid' })
    Object.assign(subscription, { status: 'active' })
    await tell('invoice.paid', invoice)
    expect(await shown(owner.client)).toMatchObject({ plan: 'PROFESSIONAL', graceUntil: null })
    const kinds = (await owner.client.get('/api/activities?kind=billing')).json as {
      createdBy: null
      details: string
    }[]
    expect(kinds.map(({ createdBy }) => createdBy)).toEqual([null, null, null])
    expect(kinds.at(-1)?.details).toContain('PROFESSIONAL')
  })

  it('leaves the FREE limits after that, and the plan as Stripe has it', async () => {
    await failed(15)
    expect(await shown(owner.client)).toMatchObject({
      plan: 'PROFESSIONAL',
      countingPlan: 'FREE',
      limits: { members: 10 },
    })
  })
})

it('without keys everything works, without limits, and nothing can be bought', async () => {
  const plain = await testApp()
  try {
    const { client } = await signedIn(plain)
    expect(await shown(client)).toMatchObject({
      isConfigured: false,
      plan: 'FREE',
      limits: { properties: null },
      isOver: [],
    })
    expect((await buy(client)).status).toBe(404)
    expect((await client.post('/api/billing/portal', {})).status).toBe(404)
    expect((await client.get('/api/billing/invoices')).json).toEqual([])
    expect(
      await app.stripe.send(plain.url, app.stripe.event('invoice.paid', app.stripe.add('in', 'invoice', {}))),
    ).toBe(401)
  } finally {
    await plain.close()
  }
})
