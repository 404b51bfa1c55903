import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import type { Problem } from '../errors.ts'
import { acceptInvitation } from '../organizations/accept.ts'
import type { BillingAnswer } from '../resources/plans.ts'
import { mailedToken } from '../test/mails.ts'
import { addMember, addUser, signedIn } from '../test/testApp.ts'
import { nobodyIn } from '../records/actor.ts'
import { billingApp, type BillingApp } from './billingApp.ts'
import { priceOf } from './playedStripe.ts'

let app: BillingApp
beforeAll(async () => {
  app = await billingApp({ members: 3, properties: 4, storage: 2_000_000, apiCalls: 7, imports: 1 })
})
afterAll(() => app.close())

let owner: Awaited<ReturnType<typeof signedIn>>
beforeEach(async () => {
  owner = await signedIn(app)
})

const property = { propertyType: 'LAND', transactionType: 'SALE', city: 'Χανιά' }
const add = () => owner.client.post('/api/properties', property)
const many = async (count: number) => {
  for (let i = 0; i < count; i++) await owner.client.create('properties', property)
}
const full = (kind: string, limit: number, used: number) => ({
  type: 'urn:oikion:problem:limit',
  status: 409,
  kind,
  limit,
  used,
  plan: 'FREE',
  raisedBy: 'ORG_OWNER',
})

/** Has an account with this price at Stripe, told. */
async function subscribed(price: string) {
  await owner.client.post('/api/billing/checkout', { plan: 'STARTER', interval: 'month' })
  const customer = app.stripe.all('customer').at(-1)!
  const subscription = app.stripe.subscribe(customer.id, price)
  const told = async () => {
    await app.stripe.send(app.url, app.stripe.event('customer.subscription.updated', subscription))
    await app.settled()
  }
  await told()
  return { subscription, told }
}

describe('properties', () => {
  it('are as many as the plan gives, and who can raise it is told, in both languages', async () => {
    await many(4)
    const answer = await add()
    expect(answer.json).toMatchObject(full('properties', 4, 4))
    const greek = await owner.client.post('/api/properties', property, { 'accept-language': 'el' })
    expect((greek.json as { detail: string }).detail).toContain('για 4 ακίνητα')
    expect((await owner.client.get('/api/properties')).json).toHaveLength(4)
  })

  it('of many created at the same moment exactly as many as fit are', async () => {
    await many(3)
    const answers = await Promise.all(Array.from({ length: 6 }, () => add()))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
    expect((await owner.client.get('/api/properties')).json).toHaveLength(4)
  })

  it('in the trash count no more; coming back, one by one or many, they need room', async () => {
    await many(4)
    const list = (await owner.client.get('/api/properties')).json as { id: string }[]
    const ids = list.slice(0, 3).map(({ id }) => id)
    expect((await owner.client.post('/api/properties/bulk', { action: 'delete', ids })).json).toMatchObject({ done: 3 })
    await many(1)
    const all = await owner.client.post('/api/properties/bulk', { action: 'restore', ids })
    expect(all.json).toMatchObject(full('properties', 4, 2))
    expect(
      (await owner.client.post('/api/properties/bulk', { action: 'restore', ids: ids.slice(0, 2) })).json,
    ).toMatchObject({ done: 2 })
    expect((await owner.client.post(`/api/properties/${ids[2]}/restore`, {})).json).toMatchObject(
      full('properties', 4, 4),
    )
    const [one] = (await owner.client.get('/api/properties')).json as { id: string }[]
    expect((await owner.client.delete(`/api/properties/${one!.id}`)).status).toBe(200)
    expect((await owner.client.post(`/api/properties/${ids[2]}/restore`, {})).status).toBe(200)
  })

  it('with a larger plan there is more room at once; with none of its limits there is no end', async () => {
    await many(4)
    await subscribed(priceOf('STARTER'))
    expect((await add()).status).toBe(201)
  })

  it('a downgrade below what there is hides and blocks nothing but growth', async () => {
    const { subscription, told } = await subscribed(priceOf('PROFESSIONAL'))
    await many(6)
    Object.assign(subscription, { status: 'canceled' })
    await told()
    const list = (await owner.client.get('/api/properties')).json as { id: string; version: number }[]
    expect(list).toHaveLength(6)
    expect((await add()).json).toMatchObject(full('properties', 4, 6))
    const [first] = list
    expect((await owner.client.patch(`/api/properties/${first!.id}`, { city: 'Σύρος' })).status).toBe(200)
    const bulk = { action: 'edit', ids: list.map(({ id }) => id), changes: { region: 'Αιγαίο' } }
    expect((await owner.client.post('/api/properties/bulk', bulk)).json).toMatchObject({ done: 6 })
    const file = await owner.client.get('/api/properties/export')
    expect(file.text.trim().split('\n')).toHaveLength(7)
    const told2 = (await owner.client.get('/api/billing')).json as BillingAnswer
    expect(told2).toMatchObject({ plan: 'FREE', isOver: ['properties'], usage: { properties: 6 } })
    // Still over, it may shrink.
    expect((await owner.client.delete(`/api/properties/${first!.id}`)).status).toBe(200)
    expect((await owner.client.post(`/api/properties/${first!.id}/restore`, {})).json).toMatchObject(
      full('properties', 4, 5),
    )
  })
})

describe('members', () => {
  const invite = (...emails: string[]) => owner.client.post('/api/invitations', { emails, role: 'AGENT' })

  it('and open invitations are as many as the plan gives', async () => {
    const answer = await invite('a@example.com', 'b@example.com', 'c@example.com')
    expect(answer.json).toMatchObject(full('members', 3, 1))
    expect((await invite('a@example.com', 'b@example.com')).status).toBe(201)
    expect((await invite('a@example.com')).status).toBe(201)
    expect((await invite('c@example.com')).json).toMatchObject(full('members', 3, 3))
  })

  it('of many invited at the same moment exactly as many as fit are', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => invite(`at-once${index}@example.com`)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409])
  })

  it('of two who accept at the same moment where one fits one is taken', async () => {
    const people = [await addUser(app), await addUser(app)]
    await invite(...people.map(({ email }) => email))
    await addMember(app, 'AGENT', { organizationId: owner.organizationId })
    const joins = people.map(async ({ userId: id, email, name }) => {
      const token = await mailedToken(app, email, 'invitation')
      return acceptInvitation(app.database, { token }, { id, email, name }, new Date())
    })
    const results = await Promise.allSettled(joins)
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [reason] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Problem] : []))
    expect(reason?.members).toMatchObject({ kind: 'members', limit: 3, used: 3 })
    expect((await owner.client.get('/api/members')).json).toHaveLength(3)
  })
})

it('storage is what the plan gives', async () => {
  expect((await owner.client.get('/api/files/storage')).json).toEqual({ used: 0, limit: 2_000_000 })
  await subscribed(priceOf('STARTER'))
  expect((await owner.client.get('/api/files/storage')).json).toEqual({ used: 0, limit: 10_000_000_000 })
})

describe('calls with API tokens', () => {
  it('are as many a day as the plan gives, from however many at once; people are not counted', async () => {
    const wanted = { name: 'Portal', role: 'AGENT', scopes: ['clients:read', 'clients:write'], expiresAt: null }
    const made = await owner.client.post('/api/api-tokens', wanted)
    expect(made.status, made.text).toBe(201)
    const { token } = made.json as { token: string }
    const call = () =>
      owner.client.request('GET', '/api/clients', { headers: { authorization: `Bearer ${token}`, cookie: '' } })
    const answers = await Promise.all(Array.from({ length: 10 }, call))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7)
    const refused = answers.find(({ status }) => status !== 200)!
    expect(refused.json).toMatchObject(full('apiCalls', 7, 7))
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await owner.client.get('/api/clients')).status).toBe(200)
    expect((await owner.client.get('/api/billing')).json).toMatchObject({ usage: { apiCalls: 7 } })
  })

  it('are given once a day, however the organization moves its clocks', async () => {
    const wanted = { name: 'Portal', role: 'AGENT', scopes: ['clients:read'], expiresAt: null }
    const { token } = (await owner.client.post('/api/api-tokens', wanted)).json as { token: string }
    const granted = async (timeZone: string) => {
      const moved = await owner.client.patch(`/api/organizations/${owner.organizationId}`, { settings: { timeZone } })
      expect(moved.status, moved.text).toBe(200)
      const headers = { authorization: `Bearer ${token}`, cookie: '' }
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => owner.client.request('GET', '/api/clients', { headers })),
      )
      return answers.filter(({ status }) => status === 200).length
    }
    // Twenty-five hours apart: it is never the same day at both.
    expect(await granted('Pacific/Pago_Pago')).toBe(7)
    expect(await granted('Pacific/Kiritimati')).toBe(7)
    expect(await granted('Pacific/Pago_Pago')).toBe(0)
    expect((await owner.client.get('/api/billing')).json).toMatchObject({ usage: { apiCalls: 7 } })
    expect(await granted('Pacific/Kiritimati')).toBe(0)
  })

  it('are counted anew the next day', async () => {
    const take = (day: string) =>
      app.database.read<{ granted: number; taken: number }>(
        nobodyIn(owner.organizationId),
        sql`
        select granted::int as granted, taken::int as taken from oikion_take('apiCalls', ${day}::date, 5)`,
      )
    expect(await take('2026-11-30')).toEqual([{ granted: 5, taken: 5 }])
    expect(await take('2026-11-30')).toEqual([{ granted: 2, taken: 7 }])
    expect(await take('2026-11-30')).toEqual([{ granted: 0, taken: 7 }])
    expect(await take('2026-12-01')).toEqual([{ granted: 5, taken: 5 }])
  })
})
