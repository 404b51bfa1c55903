import { afterAll, beforeAll, expect, it } from 'vitest'
import { fieldOf } from '../resources/fields.ts'
import { properties } from '../resources/properties.ts'
import { addMember, signIn, testApp, type TestApp, type TestMember } from '../test/testApp.ts'
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

/** A year and a half of work, a step every nine days, at the edges of days and months. */
it('every number and every sum is that of the list which it opens', async () => {
  const owner = await addMember(app)
  const agent = await addMember(app, 'AGENT', { organizationId: owner.organizationId })
  const members = [owner, agent]
  for (let step = 0; step < 60; step++) {
    clock.now = new Date(Date.UTC(2024, 9, 1 + step * 9, step % 2 ? 21 : 22, 0, 0, step % 3 ? 0 : -1))
    await work(members[step % 2]!, step, agent.memberId)
  }
  for (const member of members) {
    const client = await signIn(app, member)
    const links = linksIn((await client.get('/api/dashboard')).json)
    expect(links.length).toBeGreaterThan(70)
    const filled = links.filter(({ link }) => ('amount' in link ? link.amount : link.count) > 0)
    expect(filled.length).toBeGreaterThan(40)
    expect(await wrongNumbers(client)).toEqual([])
  }
  const settings = { visibility: { properties: 'own', clients: 'own', tasks: 'own' } }
  await (await signIn(app, owner)).patch(`/api/organizations/${owner.organizationId}`, { settings })
  expect(await wrongNumbers(await signIn(app, agent))).toEqual([])
}, 120_000)

/** One property of a kind of its own, one closed, a viewing, a task and now and then a client. */
async function work(member: TestMember, step: number, agentId: string): Promise<void> {
  const client = await signIn(app, member)
  const kind = {
    propertyType: types[step % types.length],
    transactionType: offers[step % 3],
    status: statuses[step % 6],
  }
  const facts = { city: 'Πάρος', listPrice: 1000.1 + step, livingArea: 50, energyClass: 'A' }
  const { id: propertyId } = await client.create('properties', {
    ...kind,
    ...facts,
    agentId: step % 4 ? agentId : null,
  })
  const { json } = await client.get('/api/properties?status=ACTIVE&_end=1&_sort=createdAt&_order=asc')
  const [oldest] = json as { id: string; transactionType: string }[]
  if (oldest && step % 2) {
    const closed = oldest.transactionType === 'SALE' ? 'SOLD' : 'RENTED'
    for (const status of ['UNDER_OFFER', closed]) await client.patch(`/api/properties/${oldest.id}`, { status })
  }
  const ahead = new Date(clock.now.getTime() + 20 * 86_400_000).toISOString()
  await client.create('interactions', { interactionType: 'VIEWING', summary: 'x', occurredAt: ahead, propertyId })
  const { id } = await client.create('tasks', { title: 'x', assigneeId: member.memberId, dueAt: ahead, propertyId })
  if (step % 3) await client.patch(`/api/tasks/${id}`, { status: 'COMPLETED' })
  if (step % 5 === 0) await client.create('clients', { name: `Client ${step}`, email: `c${step}@example.com` })
}
