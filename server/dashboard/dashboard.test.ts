import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import type { Dashboard } from '../resources/dashboard.ts'
import { addMember, removeMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'
import { wrongNumbers } from '../test/wrongNumbers.ts'

/** In Athens it is two hours later: there November has begun, and today is the first. */
const clock = { now: new Date('2026-10-31T22:30:00Z') }
let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: () => clock.now })
})
afterAll(() => app.close())

const flat = { propertyType: 'APARTMENT', city: 'Κηφισιά', listPrice: 100_000, livingArea: 80, energyClass: 'B' }

interface MeAnswer {
  memberships: { organization: { id: string; isPersonal: boolean } }[]
}

async function dashboardOf(client: TestClient): Promise<Dashboard> {
  const answer = await client.get('/api/dashboard')
  expect(answer.status).toBe(200)
  return answer.json as Dashboard
}

/** Makes a property and sets the moments it is remembered by. */
async function property(client: TestClient, body: object, moments: { created?: string; published?: string } = {}) {
  const record = await client.create('properties', { ...flat, ...body })
  const { created = null, published = null } = moments
  const context = { organizationId: client.organizationId ?? '', userId: '' }
  await app.database.withOrganization(context, (tx) =>
    tx.query(sql`update property set created_at = coalesce(${created}::timestamptz, created_at),
      published_at = coalesce(${published}::timestamptz, published_at) where id = ${record.id}::uuid`),
  )
  return record
}

/** Moves a property through its statuses. */
async function move(client: TestClient, id: string, ...statuses: string[]): Promise<void> {
  for (const status of statuses) {
    expect((await client.patch(`/api/properties/${id}`, { status })).status).toBe(200)
  }
}

async function at<T>(moment: string, act: () => Promise<T>): Promise<T> {
  const before = clock.now
  clock.now = new Date(moment)
  try {
    return await act()
  } finally {
    clock.now = before
  }
}

describe('the day', () => {
  it('tasks: mine only, overdue until now, due later today on the organization’s calendar', async () => {
    const { client, memberId } = await signedIn(app)
    const task = (title: string, dueAt: string | null, more: object = {}) =>
      client.create('tasks', { title, dueAt, assigneeId: memberId, ...more })
    await task('late', '2026-10-20T08:00:00Z')
    await task('just late', '2026-10-31T22:29:59.999Z')
    await task('tonight', '2026-10-31T22:30:00Z')
    await task('last minute', '2026-11-01T21:59:59.999Z')
    await task('tomorrow', '2026-11-01T22:00:00Z')
    await task('some day', null)
    await task('done', '2026-10-20T08:00:00Z', { status: 'COMPLETED' })
    await task('nobody’s', '2026-10-20T08:00:00Z', { assigneeId: null })
    const { tasks } = await dashboardOf(client)
    expect([tasks.overdue.count, tasks.today.count]).toEqual([2, 2])
    expect(tasks.rows.map(({ title }) => title)).toEqual(['late', 'just late', 'tonight', 'last minute'])
  })

  it('viewings: planned ones of today and of the seven days that begin with it', async () => {
    const { client } = await signedIn(app)
    const { id: propertyId } = await client.create('properties', flat)
    const plan = (summary: string, occurredAt: string, interactionType = 'VIEWING') =>
      client.create('interactions', { summary, occurredAt, interactionType, propertyId })
    await plan('yesterday', '2026-10-31T21:59:59Z')
    await plan('a call', '2026-10-31T22:10:00Z', 'CALL')
    await plan('next week', '2026-11-07T22:00:00Z')
    await plan('saturday', '2026-11-07T21:59:00Z')
    await plan('today', '2026-11-01T09:00:00Z')
    const { viewings } = await dashboardOf(client)
    expect([viewings.today.count, viewings.week.count]).toEqual([1, 2])
    expect(viewings.rows).toMatchObject([
      { summary: 'today', _titles: { propertyId: 'A-1001' } },
      { summary: 'saturday' },
    ])
  })

  it('newest: five of what is assigned to me or was entered by me, newest first', async () => {
    const { client: owner, organizationId } = await signedIn(app)
    const agent = await addMember(app, 'AGENT', { organizationId })
    const client = await signIn(app, agent)
    for (const day of [1, 2, 3, 4]) await property(client, { reference: `E-${day}` }, { created: `2026-10-0${day}` })
    await property(owner, { reference: 'G-1', agentId: agent.memberId }, { created: '2026-10-03T12:00:00Z' })
    await property(owner, { reference: 'G-0', agentId: agent.memberId }, { created: '2026-09-01' })
    await property(owner, { reference: 'T-1' })
    const { newest } = await dashboardOf(client)
    expect([newest.properties.assigned.count, newest.properties.created.count]).toEqual([2, 4])
    expect(newest.properties.rows.map(({ reference }) => reference)).toEqual(['E-4', 'G-1', 'E-3', 'E-2', 'E-1'])
    expect(newest.clients).toMatchObject({ assigned: { count: 0 }, created: { count: 0 }, rows: [] })
  })
})

describe('the agency', () => {
  it('stock by status and type, prices by what is offered', async () => {
    const { client } = await signedIn(app)
    await client.create('properties', { ...flat, status: 'ACTIVE', listPrice: 100_000.5 })
    await client.create('properties', { ...flat, status: 'ACTIVE', listPrice: 200_000, propertyType: 'HOUSE' })
    await client.create('properties', { ...flat, status: 'ACTIVE', listPrice: 700, transactionType: 'RENT' })
    await client.create('properties', { ...flat, status: 'DRAFT', listPrice: null })
    const { id } = await client.create('properties', { ...flat, status: 'ACTIVE' })
    await client.delete(`/api/properties/${id}`)
    const { stock } = await dashboardOf(client)
    expect(stock.onMarket.count).toBe(3)
    const active = stock.statuses.find(({ value }) => value === 'ACTIVE')
    expect(active).toMatchObject({
      count: 3,
      sums: [
        { transactionType: 'SALE', amount: 300_000.5 },
        { transactionType: 'RENT', amount: 700 },
      ],
    })
    expect(stock.statuses.find(({ value }) => value === 'DRAFT')).toMatchObject({ count: 1, sums: [] })
    expect(stock.types.map(({ value, count }) => [value, count])).toEqual([
      ['APARTMENT', 2],
      ['HOUSE', 1],
    ])
  })

  it('ageing counts days of the organization’s calendar since publication', async () => {
    const { client } = await signedIn(app)
    const published = (day: string) => property(client, { status: 'ACTIVE' }, { published: day })
    await published('2026-10-31T22:00:00Z')
    // The first of October began at nine in the evening in UTC: summer time.
    await published('2026-10-01T21:00:00Z')
    await published('2026-10-01T20:59:59.999Z')
    await published('2026-05-01T00:00:00Z')
    await published('2025-01-01T00:00:00Z')
    const { ageing } = await dashboardOf(client)
    expect(ageing.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0, 30, 2],
      [31, 90, 1],
      [91, 180, 0],
      [181, 365, 1],
      [366, undefined, 1],
    ])
  })

  it('months are the organization’s; what was closed counts in its month, also when archived since', async () => {
    const { client } = await signedIn(app)
    await property(client, { status: 'DRAFT' }, { created: '2026-10-31T21:59:59.999Z' })
    await property(client, { status: 'DRAFT' }, { created: '2026-10-31T22:00:00Z' })
    await property(client, { status: 'SOLD' }, { created: '2025-11-30T22:00:00Z' })
    await property(client, { status: 'DRAFT' }, { created: '2025-11-30T21:59:59.999Z' })
    const sold = await property(client, { status: 'ACTIVE' }, { created: '2024-01-01' })
    const let1 = await property(client, { status: 'ACTIVE', transactionType: 'RENT' }, { created: '2024-01-01' })
    await at('2026-10-31T21:30:00Z', () => move(client, sold.id, 'UNDER_OFFER', 'SOLD'))
    await move(client, sold.id, 'ARCHIVED', 'SOLD', 'ARCHIVED')
    await move(client, let1.id, 'UNDER_OFFER', 'RENTED')
    const { months } = await dashboardOf(client)
    expect(months.map(({ month }) => month)).toEqual(
      ['2025-12', ...Array.from({ length: 11 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`)], // prettier-ignore
    )
    const shown = Object.fromEntries(
      months.map(({ month, created, published, sold, rented }) => [
        month,
        [created.count, published.count, sold.count, rented.count],
      ]),
    )
    expect(shown).toMatchObject({ '2025-12': [1, 0, 0, 0], '2026-10': [1, 0, 1, 0], '2026-11': [1, 2, 0, 1] })
    expect(shown['2026-01']).toEqual([0, 0, 0, 0])
  })

  it('another time zone has other months', async () => {
    const { client, organizationId } = await signedIn(app)
    await client.patch(`/api/organizations/${organizationId}`, { settings: { timeZone: 'America/New_York' } })
    await property(client, {}, { created: '2026-10-31T22:00:00Z' })
    const { months } = await dashboardOf(client)
    expect(months.at(-1)).toMatchObject({ month: '2026-10', created: { count: 1 } })
  })

  it('people: what each did in the last 30 days, former members by name and only if they did something', async () => {
    const { client: owner, organizationId, memberId } = await signedIn(app)
    const [busy, gone, idle] = [
      await addMember(app, 'AGENT', { organizationId }),
      await addMember(app, 'AGENT', { organizationId }),
      await addMember(app, 'AGENT', { organizationId }),
    ]
    const agent = await signIn(app, busy)
    const { id: propertyId } = await agent.create('properties', flat)
    await agent.patch(`/api/properties/${propertyId}`, { city: 'Πάρος' })
    const past = { interactionType: 'CALL', summary: 'A call', occurredAt: '2026-10-30T10:00:00Z', propertyId }
    await agent.create('interactions', past)
    const { id: taskId } = await agent.create('tasks', { title: 'To do', assigneeId: busy.memberId })
    await agent.patch(`/api/tasks/${taskId}`, { status: 'COMPLETED' })
    const leaving = await signIn(app, gone)
    await leaving.create('properties', flat)
    await removeMember(app, gone)
    await removeMember(app, idle)
    const { people } = await dashboardOf(owner)
    const shown = people?.map(({ id, isFormer, created, edited, interactions, tasks }) => [
      id, isFormer, created.count, edited.count, interactions.count, tasks.count,
    ]) // prettier-ignore
    expect(shown).toEqual([
      [busy.memberId, false, 3, 2, 1, 1],
      [gone.memberId, true, 1, 0, 0, 0],
      [memberId, false, 0, 0, 0, 0],
    ])
    expect(await wrongNumbers(owner)).toEqual([])
  })
})

describe('access', () => {
  it('the people are for owners and administrators; a personal workspace has none', async () => {
    const { organizationId } = await signedIn(app)
    for (const [role, sees] of [
      ['ADMIN', true],
      ['AGENT', false],
      ['VIEWER', false],
    ] as const) {
      // prettier-ignore
      const { client } = await signedIn(app, role, organizationId)
      const { people, stock } = await dashboardOf(client)
      expect([role, people !== null, stock.onMarket.count]).toEqual([role, sees, 0])
    }
    const { client } = await signedIn(app)
    const { memberships } = (await client.get('/api/auth/me')).json as MeAnswer
    client.organizationId = memberships.find(({ organization }) => organization.isPersonal)?.organization.id
    expect((await dashboardOf(client)).people).toBeNull()
  })

  it('with visibility «own» an agent’s numbers are of their own; everybody else’s of all', async () => {
    const { client: owner, organizationId } = await signedIn(app)
    const { client: agent, memberId } = await signedIn(app, 'AGENT', organizationId)
    const theirs = await property(owner, { status: 'ACTIVE', listPrice: 5_000_000 })
    await property(owner, { status: 'ACTIVE', agentId: memberId })
    await property(agent, { status: 'ACTIVE' })
    await move(owner, theirs.id, 'UNDER_OFFER', 'SOLD')
    for (const propertyId of [theirs.id, (await property(agent, {})).id]) {
      const viewing = { interactionType: 'VIEWING', summary: 'x', occurredAt: '2026-11-01T09:00:00Z', propertyId }
      await owner.create('interactions', viewing)
    }
    const settings = { visibility: { properties: 'own' } }
    await owner.patch(`/api/organizations/${organizationId}`, { settings })

    const all = await dashboardOf(owner)
    const own = await dashboardOf(agent)
    const numbers = ({ stock, ageing, months, viewings }: Dashboard) => [
      stock.onMarket.count, ageing[0]?.count, months.at(-1)?.created.count, months.at(-1)?.sold.count, viewings.today.count,
    ] // prettier-ignore
    expect(numbers(all)).toEqual([2, 2, 4, 1, 2])
    expect(numbers(own)).toEqual([2, 2, 3, 0, 1])
    expect(JSON.stringify(own)).not.toContain('5000000')
    expect(await wrongNumbers(agent)).toEqual([])
  })

  it('another organization’s records count for nobody here', async () => {
    const { client } = await signedIn(app)
    const { client: other, memberId } = await signedIn(app)
    await property(other, { status: 'ACTIVE' })
    await other.create('tasks', { title: 'x', assigneeId: memberId, dueAt: '2026-10-01T00:00:00Z' })
    expect(await dashboardOf(client)).toMatchObject({
      isEmpty: true,
      tasks: { overdue: { count: 0 }, rows: [] },
      stock: { onMarket: { count: 0 }, types: [] },
    })
    expect((await dashboardOf(other)).isEmpty).toBe(false)
  })

  it('nobody signed in: 401; an API token: 403; an unknown parameter: 400', async () => {
    const { client } = await signedIn(app)
    const body = { name: 'A token', role: 'ADMIN', scopes: ['properties:read'], expiresAt: null }
    const { token } = (await client.post('/api/api-tokens', body)).json as { token: string }
    const asked = await fetch(`${app.url}/api/dashboard`, { headers: { authorization: `Bearer ${token}` } })
    expect(asked.status).toBe(403)
    expect((await fetch(`${app.url}/api/dashboard`)).status).toBe(401)
    expect((await client.get('/api/dashboard?x=1')).status).toBe(400)
  })
})
