import { afterAll, beforeAll, expect, it } from 'vitest'
import { fieldOf } from '../resources/fields.ts'
import { properties } from '../resources/properties.ts'
import { addMember, signIn, testApp, type TestApp } from '../test/testApp.ts'
import { linksIn, wrongNumbers } from '../test/wrongNumbers.ts'

const clock = { now: new Date('2026-03-29T09:00:00Z') }
let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: () => clock.now })
})
afterAll(() => app.close())

const types = fieldOf(properties, 'propertyType').options ?? []
const offers = ['SALE', 'RENT', 'SHORT_LET']
const statuses = ['DRAFT', 'ACTIVE', 'ACTIVE', 'SOLD', 'WITHDRAWN', 'RENTED']

/** A year and a half of work, a step every five days, with something at every edge of days and months. */
it('every number and every sum is that of the list which it opens', async () => {
  const owner = await addMember(app)
  const agent = await addMember(app, 'AGENT', { organizationId: owner.organizationId })
  const members = [owner, agent]
  for (let step = 0; step < 110; step++) {
    clock.now = new Date(Date.UTC(2024, 9, 1 + step * 5, step % 2 ? 21 : 22, 0, 0, step % 3 ? 0 : -1))
    const member = members[step % 2]!
    const client = await signIn(app, member)
    const { id: propertyId } = await client.create('properties', {
      propertyType: types[step % types.length],
      transactionType: offers[step % 3],
      status: statuses[step % statuses.length],
      city: 'Πάρος', listPrice: step % 7 ? 1000.1 + step : null, livingArea: 50, energyClass: 'A', agentId: step % 4 ? agent.memberId : null,
    }).catch(() => client.create('properties', { propertyType: 'LAND', city: 'Πάρος', status: 'DRAFT' })) // prettier-ignore
    const { json } = await client.get(`/api/properties?status=ACTIVE&_end=1&_sort=createdAt&_order=asc`)
    const [oldest] = json as { id: string; transactionType: string }[]
    if (oldest && step % 2) {
      for (const status of ['UNDER_OFFER', oldest.transactionType === 'SALE' ? 'SOLD' : 'RENTED']) {
        await client.patch(`/api/properties/${oldest.id}`, { status })
      }
    }
    const ahead = new Date(clock.now.getTime() + 20 * 86_400_000).toISOString()
    await client.create('interactions', { interactionType: 'VIEWING', summary: 'x', occurredAt: ahead, propertyId })
    const task = { title: 'x', assigneeId: member.memberId, dueAt: ahead, propertyId }
    const { id } = await client.create('tasks', task)
    if (step % 3) await client.patch(`/api/tasks/${id}`, { status: 'COMPLETED' })
    if (step % 5 === 0) await client.create('clients', { name: `Client ${step}`, email: `c${step}@example.com` })
  }
  for (const member of members) {
    const client = await signIn(app, member)
    const links = linksIn((await client.get('/api/dashboard')).json)
    expect(links.length).toBeGreaterThan(80)
    const filled = links.filter(({ link }) => ('amount' in link ? link.amount : link.count) > 0)
    expect(filled.length).toBeGreaterThan(60)
    expect(await wrongNumbers(client)).toEqual([])
  }
}, 120_000)
