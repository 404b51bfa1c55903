import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'
import { daysAround } from './days.ts'

/** Today, at half past ten in the evening in UTC: in Athens the next day has begun. */
const clock = new Date()
clock.setUTCHours(22, 30, 0, 0)
const hours = (count: number) => new Date(clock.getTime() + count * 3_600_000).toISOString()

let app: TestApp
beforeAll(async () => {
  app = await testApp({ now: () => clock })
})
afterAll(() => app.close())

async function office() {
  const { client: owner, organizationId, memberId } = await signedIn(app)
  const agent = await signedIn(app, 'AGENT', organizationId)
  const settle = async (settings: object) => {
    expect((await owner.patch(`/api/organizations/${organizationId}`, { settings })).status).toBe(200)
  }
  return { owner, ownerId: memberId, organizationId, agent, settle }
}

it('days have 23 and 25 hours where the clocks are set, and unknown zones count as Athens', () => {
  const spring = daysAround(new Date('2026-03-29T12:00:00Z'), 'Europe/Athens')
  expect(spring.tomorrow.getTime() - spring.today.getTime()).toBe(23 * 3_600_000)
  expect(spring.morning.toISOString()).toBe('2026-03-29T05:00:00.000Z')
  const autumn = daysAround(new Date('2026-10-25T12:00:00Z'), 'Europe/Athens')
  expect(autumn.tomorrow.getTime() - autumn.today.getTime()).toBe(25 * 3_600_000)
  expect(daysAround(clock, 'Nowhere/At_all')).toEqual(daysAround(clock, 'Europe/Athens'))
})

describe('counts of tasks', () => {
  it('are those of the organization’s days and of the member', async () => {
    const { owner, ownerId, agent, settle } = await office()
    const due = (dueAt: string | null, fields: object = {}) => owner.create('tasks', { title: 'T', dueAt, ...fields })
    // Half an hour ago; in one hour; in three; in 100; and without a time.
    for (const dueAt of [hours(-0.5), hours(1), hours(3), hours(100), null]) {
      await due(dueAt, { assigneeId: agent.memberId })
    }
    await due(hours(1), { assigneeId: ownerId })
    await due(hours(1), { assigneeId: agent.memberId, status: 'COMPLETED' })
    await due(hours(1), { assigneeId: agent.memberId, status: 'CANCELLED' })
    const counts = async (query = '') => (await agent.client.get(`/api/tasks/counts${query}`)).json

    expect(await counts()).toMatchObject({ mine: 5, all: 6, overdue: 1, week: 5, done: 1 })
    await settle({ timeZone: 'UTC' })
    // The day ends in an hour and a half.
    expect(await counts()).toMatchObject({ today: 3, own: { overdue: 1, today: 1 } })
    await settle({ timeZone: 'Europe/Athens' })
    // The day has just begun: what was due half an hour ago may be of yesterday.
    const { today } = daysAround(clock, 'Europe/Athens')
    const ofToday = [hours(-0.5), hours(1), hours(1), hours(3)].filter((at) => at >= today.toISOString()).length
    expect(await counts()).toMatchObject({
      today: ofToday,
      own: { overdue: 1, today: 2 },
      bounds: { now: clock.toISOString(), today: today.toISOString() },
    })
    expect(await counts('?assignee=me')).toMatchObject({ mine: 5, all: 5, done: 1 })
    expect(await counts(`?assignee=${ownerId}`)).toMatchObject({ mine: 5, all: 1, done: 0 })
    expect((await agent.client.get('/api/tasks/counts?assignee=x')).status).toBe(400)
  })

  it('hold what the member may see', async () => {
    const { owner, ownerId, agent, settle } = await office()
    await owner.create('tasks', { title: 'Theirs', dueAt: hours(1), assigneeId: ownerId })
    await owner.create('tasks', { title: 'Mine', dueAt: hours(1), assigneeId: agent.memberId })
    await settle({ visibility: { tasks: 'own' } })
    expect((await agent.client.get('/api/tasks/counts')).json).toMatchObject({ mine: 1, all: 1, week: 1 })
    const { client: stranger } = await signedIn(app)
    expect((await stranger.get('/api/tasks/counts')).json).toMatchObject({ mine: 0, all: 0 })
  })
})

interface Entries {
  tasks: JsonRecord[]
  viewings: JsonRecord[]
}

describe('the calendar', () => {
  const range = (from: number, to: number, who = 'all') =>
    `/api/calendar?from=${encodeURIComponent(hours(from))}&to=${encodeURIComponent(hours(to))}&who=${who}`
  const titles = async (client: TestClient, path: string) => {
    const { tasks, viewings } = (await client.get(path)).json as Entries
    return [...tasks.map(({ title }) => title), ...viewings.map(({ summary }) => summary)]
  }

  it('holds tasks with a due time and viewings of the range, everybody’s or one’s own', async () => {
    const { owner, agent, settle } = await office()
    const property = await owner.create('properties', { propertyType: 'APARTMENT', city: 'Χανιά' })
    const viewing = (client: TestClient, summary: string, occurredAt: string) =>
      client.create('interactions', { interactionType: 'VIEWING', summary, occurredAt, propertyId: property.id })
    await owner.create('tasks', { title: 'Theirs', dueAt: hours(5) })
    await owner.create('tasks', { title: 'Mine', dueAt: hours(4), assigneeId: agent.memberId })
    await owner.create('tasks', { title: 'Dropped', dueAt: hours(5), status: 'CANCELLED' })
    await owner.create('tasks', { title: 'Far', dueAt: hours(500) })
    await owner.create('tasks', { title: 'Whenever' })
    await viewing(owner, 'Their viewing', hours(6))
    await viewing(agent.client, 'My viewing', hours(7))
    const call = { interactionType: 'CALL', summary: 'Call', occurredAt: hours(-1), propertyId: property.id }
    await owner.create('interactions', call)

    const all = ['Mine', 'Theirs', 'Their viewing', 'My viewing']
    expect(await titles(agent.client, range(-2, 24))).toEqual(all)
    expect(await titles(agent.client, range(-2, 24, 'mine'))).toEqual(['Mine', 'My viewing'])
    expect(await titles(agent.client, range(4, 5))).toEqual(['Mine'])
    const { viewings } = (await agent.client.get(range(-2, 24))).json as Entries
    expect(viewings[1]).toMatchObject({ version: 1, _titles: { propertyId: property.reference }, _can: { edit: true } })
    await settle({ visibility: { tasks: 'own', interactions: 'own' } })
    expect(await titles(agent.client, range(-2, 24))).toEqual(['Mine', 'My viewing'])
    const { client: stranger } = await signedIn(app)
    expect(await titles(stranger, range(-2, 24))).toEqual([])
  })

  it('takes instants, at most 62 days apart', async () => {
    const { owner } = await office()
    for (const path of [range(5, 5), range(5, 4), range(0, 62 * 24 + 1), range(0, 1, 'x'), range(0, 1) + '&other=1']) {
      expect((await owner.get(path)).status).toBe(400)
    }
    expect((await owner.get('/api/calendar?from=2026-01-01&to=2026-01-02')).status).toBe(400)
    expect((await owner.get(range(0, 62 * 24))).status).toBe(200)
  })
})

describe('a calendar’s secret address', () => {
  const pathOf = ({ json }: { json: unknown }) => new URL((json as { address: string }).address).pathname
  const outside = (path: string) => fetch(app.url + path)

  it('is read without a session: one’s own tasks and viewings with stable ids, and nothing private', async () => {
    const { owner, agent, organizationId } = await office()
    const property = await owner.create('properties', {
      propertyType: 'APARTMENT',
      city: 'Χανιά',
      street: 'Χάληδων',
      streetNumber: '12',
      privateRemarks: 'The owner is in a hurry',
    })
    const task = await owner.create('tasks', {
      title: 'Κλειδιά, μετά συμβόλαιο',
      description: 'A word for us alone',
      dueAt: hours(120),
      assigneeId: agent.memberId,
    })
    await owner.create('tasks', { title: 'Theirs', dueAt: hours(5) })
    await owner.create('tasks', { title: 'Old', dueAt: hours(-31 * 24), assigneeId: agent.memberId })
    const viewing = await agent.client.create('interactions', {
      interactionType: 'VIEWING',
      summary: 'Με τον κ. Ρήγα',
      occurredAt: hours(48),
      propertyId: property.id,
    })
    expect((await agent.client.get('/api/calendar/address')).json).toEqual({ isSet: false })
    const made = await agent.client.post('/api/calendar/address', {})
    expect(made.status).toBe(201)
    expect((await agent.client.get('/api/calendar/address')).json).toEqual({ isSet: true })

    const answer = await outside(pathOf(made))
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    const text = (await answer.text()).replaceAll('\r\n ', '')
    const stamp = (instant: string) => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`
    for (const line of [
      `UID:tasks-${task.id}@oikion`,
      `DTSTART:${stamp(hours(120))}`,
      `DTEND:${stamp(hours(120.5))}`,
      'SUMMARY:Κλειδιά\\, μετά συμβόλαιο',
      `UID:interactions-${viewing.id}@oikion`,
      'SUMMARY:Υπόδειξη: Με τον κ. Ρήγα',
      'LOCATION:Χάληδων 12\\, Χανιά',
      `DESCRIPTION:${String(property.reference)}`,
      'X-WR-TIMEZONE:Europe/Athens',
      `http://oikion.test/o/org-${organizationId}/tasks/${task.id}`,
    ]) {
      expect(text).toContain(line)
    }
    for (const kept of ['hurry', 'for us alone', 'Theirs', 'Old']) expect(text).not.toContain(kept)
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
  })

  it('ends when it is renewed, revoked, or its member goes, and does not come back with the member', async () => {
    const { owner, agent, organizationId } = await office()
    const first = pathOf(await agent.client.post('/api/calendar/address', {}))
    const second = pathOf(await agent.client.post('/api/calendar/address', {}))
    expect([(await outside(first)).status, (await outside(second)).status]).toEqual([404, 200])
    expect((await agent.client.delete('/api/calendar/address')).status).toBe(204)
    expect((await outside(second)).status).toBe(404)
    const third = pathOf(await agent.client.post('/api/calendar/address', {}))
    expect((await owner.post(`/api/members/${agent.memberId}/remove`, {})).status).toBe(200)
    expect((await outside(third)).status).toBe(404)
    const { rows } = await app.database.pool.query<{ n: string }>(
      `begin; select set_config('role', 'oikion_tenant', true), set_config('app.organization_id', '${organizationId}', true);
       select count(*) as n from membership where calendar_hash is not null; rollback`,
    ).then((results) => (results as unknown as { rows: { n: string }[] }[])[2] ?? { rows: [] }) // prettier-ignore
    expect(rows).toEqual([{ n: '0' }])
    for (const path of ['/calendar/nothing.ics', `/calendar/${'a'.repeat(43)}.ics`, '/calendar/%00.ics']) {
      expect((await outside(path)).status).toBe(404)
    }
  })

  it('shows no more than its member may see today, and is closed by the second-factor policy', async () => {
    const { owner, organizationId, settle } = await office()
    const admin = await addMember(app, 'ADMIN', { organizationId })
    const client = await signIn(app, admin)
    const path = pathOf(await client.post('/api/calendar/address', {}))
    expect((await outside(path)).status).toBe(200)
    await app.database.shared.user.updateMany({
      where: { id: { not: admin.userId } },
      data: { totpConfirmedAt: new Date() },
    })
    await settle({ requireSecondFactor: true })
    expect((await outside(path)).status).toBe(404)
    await settle({ requireSecondFactor: false })
    expect((await outside(path)).status).toBe(200)
    const audit = await owner.get('/api/activities?resource=members&kind=edit')
    expect(audit.text).toContain('calendarAddress')
  })

  it('is not guessed at for long', async () => {
    const limited = await testApp({ env: { isProduction: false, rateLimitFactor: 0.1, publicUrl: 'http://o.test' } })
    const statuses = []
    for (let tries = 0; tries < 8; tries++) statuses.push((await fetch(`${limited.url}/calendar/x${tries}.ics`)).status)
    await limited.close()
    expect(statuses.slice(-2)).toEqual([429, 429])
  })
})
