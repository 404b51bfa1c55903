import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { atLeast, roles } from '../resources/roles.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'

let app: TestApp
let owner: TestClient
let organizationId: string
let client: JsonRecord
let property: JsonRecord
beforeAll(async () => {
  app = await testApp()
  ;({ client: owner, organizationId } = await signedIn(app))
  client = await owner.create('clients', { name: 'Ελένη', email: 'eleni@example.com' })
  property = await owner.create('properties', { city: 'Πάρος', propertyType: 'HOUSE', ownerId: client.id })
})
afterAll(() => app.close())

interface Entry {
  resource: string | null
  at: string
  record: JsonRecord
}
const timelineOf = async (who: TestClient, path: string, query = '') => {
  const { json, headers } = await who.get(`/api/${path}/timeline${query}`)
  return { entries: json as Entry[], more: headers.get('x-total-count-capped') === 'true' }
}

describe('a record’s timeline', () => {
  it('holds what was said, done and changed, newest first, each with what the caller may do to it', async () => {
    const about = { clientId: client.id, propertyId: property.id }
    const note = await owner.create('notes', { content: 'Wants a garden', ...about })
    const call = await owner.create('interactions', { interactionType: 'CALL', summary: 'Called', occurredAt: '2020-01-31T08:00:00.000Z', ...about }) // prettier-ignore
    const task = await owner.create('tasks', { title: 'Send papers', ...about })
    await owner.patch(`/api/clients/${client.id}`, { leadSource: 'web' })

    const { entries, more } = await timelineOf(owner, `clients/${client.id}`)
    expect(more).toBe(false)
    expect(entries.map(({ resource, record }) => resource ?? record['kind'])).toEqual(['edit', 'tasks', 'notes', 'create', 'interactions']) // prettier-ignore
    const bodies = entries.filter(({ resource }) => resource).map(({ record }) => record)
    const shown = [task, note, call]
    expect(bodies).toEqual(shown)
    expect(entries.map(({ at }) => at)).toEqual(
      entries
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    )
    expect((await timelineOf(owner, `properties/${property.id}`)).entries).toHaveLength(4)
  })

  it('comes in pages that neither repeat nor leave out anything', async () => {
    const whole = await timelineOf(owner, `clients/${client.id}`, '?_end=50')
    const pages = []
    for (let start = 0; start < whole.entries.length; start += 2) {
      const page = await timelineOf(owner, `clients/${client.id}`, `?_start=${start}&_end=${start + 2}`)
      expect(page.more).toBe(start + 2 < whole.entries.length)
      pages.push(...page.entries)
    }
    expect(pages).toEqual(whole.entries)
  })

  it('leaves out the trash, and is 404 for another organization', async () => {
    const note = await owner.create('notes', { content: 'Gone', clientId: client.id })
    await owner.delete(`/api/notes/${note.id}`)
    const { entries } = await timelineOf(owner, `clients/${client.id}`)
    expect(entries.map(({ record }) => record.id)).not.toContain(note.id)
    const { client: stranger } = await signedIn(app)
    for (const part of ['timeline', 'dependents']) {
      expect((await stranger.get(`/api/clients/${client.id}/${part}`)).status).toBe(404)
    }
  })

  it('shows an agent with visibility «own» neither others’ tasks nor the page of a hidden record', async () => {
    const member = await addMember(app, 'AGENT', { organizationId })
    const agent = await signIn(app, member)
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { tasks: 'own' } } })
    const { entries } = await timelineOf(agent, `clients/${client.id}`)
    expect(entries.map(({ resource }) => resource)).not.toContain('tasks')
    expect(entries.map(({ resource }) => resource)).toContain('notes')
    expect((await agent.get(`/api/clients/${client.id}/dependents`)).json).not.toContainEqual(expect.objectContaining({ resource: 'tasks' })) // prettier-ignore
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { clients: 'own' } } })
    expect((await agent.get(`/api/clients/${client.id}/timeline`)).status).toBe(404)
    expect((await agent.get('/api/notes')).json).toEqual([])
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: {} } })
  })
})

it('what hangs on a record is counted by kind and field', async () => {
  const one = await owner.create('clients', { name: 'Parent', phone: '6912345678' })
  const other = await owner.create('clients', { name: 'Child', phone: '6912345679' })
  await owner.create('properties', { city: 'Νάξος', propertyType: 'LAND', ownerId: one.id })
  await owner.create('notes', { content: 'a', clientId: one.id })
  await owner.create('notes', { content: 'b', clientId: one.id })
  await owner.create('client-relationships', { fromId: other.id, toId: one.id, relationshipType: 'FAMILY' })
  const gone = await owner.create('tasks', { title: 'c', clientId: one.id })
  await owner.delete(`/api/tasks/${gone.id}`)
  const { json } = await owner.get(`/api/clients/${one.id}/dependents`)
  expect(json).toEqual([
    { resource: 'client-relationships', field: 'toId', count: 1 },
    { resource: 'notes', field: 'clientId', count: 2 },
    { resource: 'properties', field: 'ownerId', count: 1 },
  ])
})

it('a property’s clients and a client’s properties are known through what happened between them', async () => {
  const one = await owner.create('clients', { name: 'Viewer', phone: '6912345670' })
  const house = await owner.create('properties', { city: 'Τήνος', propertyType: 'HOUSE' })
  const about = { clientId: one.id, propertyId: house.id }
  const at = '2021-05-01T08:00:00.000Z'
  await owner.create('interactions', { interactionType: 'VIEWING', summary: 'Saw it', occurredAt: at, ...about })
  await owner.create('interactions', { interactionType: 'CALL', summary: 'No house', occurredAt: at, clientId: one.id })
  expect((await owner.get(`/api/properties/${house.id}/linked`)).json).toEqual([
    { resource: 'clients', id: one.id, title: 'Viewer', count: 1, lastAt: at },
  ])
  await owner.create('notes', { content: 'Liked it', ...about })
  expect((await owner.get(`/api/clients/${one.id}/linked`)).json).toMatchObject([
    { resource: 'properties', id: house.id, title: house['reference'], count: 2 },
  ])
  await owner.delete(`/api/clients/${one.id}`)
  expect((await owner.get(`/api/properties/${house.id}/linked`)).json).toEqual([])
  const { client: stranger } = await signedIn(app)
  expect((await stranger.get(`/api/properties/${house.id}/linked`)).status).toBe(404)
})

describe('taking back', () => {
  interface Change {
    id: string
    kind: string
  }
  const historyOf = async (path: string) => (await owner.get(`/api/${path}/history`)).json as Change[]

  it('one change, or a whole earlier version, as an edit of its own', async () => {
    const { id } = await owner.create('clients', { name: 'A', email: 'a@example.com', leadSource: 'web' })
    await owner.patch(`/api/clients/${id}`, { name: 'B', leadSource: 'friend' })
    await owner.patch(`/api/clients/${id}`, { name: 'C', tags: ['x'] })
    const [third, second, first] = await historyOf(`clients/${id}`)
    const restore = (activity: Change | undefined, body: object) =>
      owner.post(`/api/clients/${id}/history/${activity?.id}/restore`, body)

    expect((await restore(second, { fields: ['leadSource'] })).json).toMatchObject({ name: 'C', leadSource: 'web', tags: ['x'], version: 4 }) // prettier-ignore
    expect((await restore(second, {})).json).toMatchObject({ name: 'B', leadSource: 'friend', tags: [], version: 5 })
    expect((await restore(first, {})).json).toMatchObject({ name: 'A', leadSource: 'web', tags: [], version: 6 })
    expect((await historyOf(`clients/${id}`)).map(({ kind }) => kind)).toEqual(['edit', 'edit', 'edit', 'edit', 'edit', 'create']) // prettier-ignore
    expect((await restore(third, { fields: ['leadSource'] })).status).toBe(422)
    expect((await restore(third, { fields: [] })).status).toBe(422)
    const stale = await owner.post(`/api/clients/${id}/history/${third?.id}/restore`, {}, { 'if-match': '"1"' })
    expect(stale.status).toBe(409)
  })

  it('keeps the rules: nothing of another record, no role without the right, no reference into the trash', async () => {
    const one = await owner.create('clients', { name: 'One', email: 'one@example.com' })
    const [made] = await historyOf(`clients/${one.id}`)
    expect((await owner.post(`/api/clients/${client.id}/history/${made?.id}/restore`, {})).status).toBe(404)
    const viewer = await signIn(app, await addMember(app, 'VIEWER', { organizationId }))
    expect((await viewer.post(`/api/clients/${one.id}/history/${made?.id}/restore`, {})).status).toBe(403)
    const house = await owner.create('properties', { city: 'Σύρος', propertyType: 'HOUSE', ownerId: one.id })
    await owner.patch(`/api/properties/${house.id}`, { ownerId: null })
    const [emptied] = await historyOf(`properties/${house.id}`)
    await owner.delete(`/api/clients/${one.id}`)
    const answer = await owner.post(`/api/properties/${house.id}/history/${emptied?.id}/restore`, {
      fields: ['ownerId'],
    })
    expect([answer.status, answer.json]).toMatchObject([422, { errors: [{ pointer: '/ownerId' }] }])
  })
})

describe('a colleague’s history', () => {
  it('tells of their membership; of sign-ins, with address and device, only who reads the audit', async () => {
    const agency = await signedIn(app)
    const told = (json: unknown) => JSON.stringify(json)
    for (const role of roles) {
      const member = await signIn(app, await addMember(app, role, agency))
      for (const path of ['history', 'timeline']) {
        const { status, json } = await member.get(`/api/members/${agency.memberId}/${path}`)
        expect(status).toBe(200)
        expect([role, path, told(json).includes('"sign-in"')]).toEqual([role, path, atLeast(role, 'ADMIN')])
        if (!atLeast(role, 'ADMIN')) expect(told(json)).not.toContain('address')
      }
    }
    const body = { name: 'Sync', role: 'ADMIN', scopes: ['members:read'], expiresAt: null }
    const { token } = (await agency.client.post('/api/api-tokens', body)).json as { token: string }
    const asked = await fetch(`${app.url}/api/members/${agency.memberId}/history`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect([asked.status, (await asked.text()).includes('"sign-in"')]).toEqual([200, false])
  })
})

describe('the feed', () => {
  interface FeedEntry extends JsonRecord {
    kind: string
    resource: string
    recordId: string | null
    details: string | null
  }
  const feedOf = async (who: TestClient, query = '') => (await who.get(`/api/feed${query}`)).json as FeedEntry[]

  it('tells of a bulk change once, and each record’s history of its own part', async () => {
    const { client: boss } = await signedIn(app)
    const made = await Promise.all(['a', 'b', 'c'].map((name) => boss.create('clients', { name, email: `${name}@example.com` }))) // prettier-ignore
    await boss.post('/api/clients/bulk', { action: 'edit', ids: made.map(({ id }) => id), changes: { leadSource: 'fair' } }) // prettier-ignore
    const [newest, ...rest] = await feedOf(boss)
    expect(newest).toMatchObject({ kind: 'edit', resource: 'clients', recordId: null })
    expect(JSON.parse(newest?.details ?? '')).toEqual({ count: 3, fields: ['leadSource'] })
    expect(rest.map(({ kind }) => kind)).toEqual(['create', 'create', 'create'])
    expect((await boss.get(`/api/clients/${made[0]?.id}/history`)).json).toMatchObject([{ kind: 'edit' }, { kind: 'create' }]) // prettier-ignore
  })

  it('is read by every member, filtered by person, kind, record type and date, and holds no sign-in or export', async () => {
    const viewer = await signIn(app, await addMember(app, 'VIEWER', { organizationId }))
    await owner.get('/api/clients/export')
    const all = await feedOf(viewer, '?_end=500')
    expect(all.length).toBeGreaterThan(5)
    const kinds = new Set(all.map(({ kind }) => kind))
    expect(kinds.has('sign-in') || kinds.has('export')).toBe(false)
    const notes = await feedOf(viewer, '?resource=notes&kind=create&createdAt_gte=2020-01-01')
    expect(new Set(notes.map(({ resource, kind }) => `${resource} ${kind}`))).toEqual(new Set(['notes create']))
    expect(await feedOf(viewer, '?createdBy=me')).toEqual([])
  })

  it('tells an agent with visibility «own» of their own records only', async () => {
    const { client: boss, organizationId: agency } = await signedIn(app)
    const member = await addMember(app, 'AGENT', { organizationId: agency })
    const agent = await signIn(app, member)
    await boss.patch(`/api/organizations/${agency}`, { settings: { visibility: { clients: 'own' } } })
    const theirs = await boss.create('clients', { name: 'Hidden', email: 'h@example.com' })
    const given = await boss.create('clients', { name: 'Given', email: 'g@example.com', agentId: member.memberId })
    await boss.create('notes', { content: 'About the hidden one', clientId: theirs.id })
    const own = await agent.create('clients', { name: 'Mine', email: 'm@example.com' })
    const told = (await feedOf(agent)).map(({ recordId }) => recordId)
    expect(told.toSorted()).toEqual([own.id, given.id].toSorted())
  })

  it('goes on by its cursor, also for those who read little of much', async () => {
    const { client: boss, organizationId: agency } = await signedIn(app)
    const agent = await signIn(app, await addMember(app, 'AGENT', { organizationId: agency }))
    await boss.patch(`/api/organizations/${agency}`, { settings: { visibility: { clients: 'own' } } })
    const theirs = await boss.create('clients', { name: 'Hidden', email: 'h@example.com' })
    const mine: string[] = []
    for (const name of ['one', 'two', 'three']) {
      mine.push((await agent.create('clients', { name, email: `${name}@example.com` })).id)
    }
    const pages = async () => {
      const first = await agent.get('/api/feed?_end=2')
      const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? 'none'
      const second = await agent.get(next)
      expect(second.headers.get('link')).toBeNull()
      const ids = [first, second].map(({ json }) => (json as FeedEntry[]).map(({ recordId }) => recordId))
      return { ids, total: first.headers.get('x-total-count'), capped: first.headers.get('x-total-count-capped') }
    }
    const [one, two, three] = mine
    const ids = [[three, two], [one]]
    expect(await pages()).toEqual({ ids, total: '2', capped: 'true' })
    // More of others' than is looked through for a page.
    await app.database.withOrganization({ organizationId: agency, userId: '' }, (tx) =>
      tx.query(sql`insert into activity (organization_id, id, at, kind, resource, record_id, title)
        select ${agency}::uuid, gen_random_uuid(), now() + n * interval '1 ms', 'edit', 'clients', ${theirs.id}::uuid, 'Hidden'
        from generate_series(1, 20000) n`),
    )
    expect(await pages()).toEqual({ ids, total: '3', capped: null })
  })
})
