import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord } from '../test/testClient.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const flat = { propertyType: 'APARTMENT', city: 'Κηφισιά', listPrice: 250000.5, livingArea: 85.5, energyClass: 'B' }

describe('create, show and edit', () => {
  it('answers the record with defaults, derived values, version and ETag', async () => {
    const { client } = await signedIn(app)
    const answer = await client.post('/api/properties', flat)
    expect(answer.status).toBe(201)
    const record = answer.json as JsonRecord
    expect(record).toMatchObject({
      ...flat,
      reference: 'A-1001',
      status: 'DRAFT',
      country: 'GR',
      pricePerSquareMeter: 2923.98,
      version: 1,
      _can: { edit: true, delete: true },
    })
    expect(answer.headers.get('etag')).toBe('"1"')
    const shown = await client.get(`/api/properties/${record.id}`)
    expect(shown.json).toEqual(record)
  })

  it('PATCH changes the given fields only and raises the version', async () => {
    const { client } = await signedIn(app)
    const record = await client.create('properties', { ...flat, status: 'DRAFT', country: 'CY' })
    const answer = await client.patch(`/api/properties/${record.id}`, { listPrice: 240000 }, { 'if-match': '"1"' })
    expect(answer.json).toMatchObject({ listPrice: 240000, country: 'CY', version: 2, city: 'Κηφισιά' })
  })

  it('the second of two editors gets 409 with the current record, and the first is untouched', async () => {
    const { client } = await signedIn(app)
    const record = await client.create('properties', flat)
    await client.patch(`/api/properties/${record.id}`, { city: 'Πάρος' }, { 'if-match': '"1"' })
    const second = await client.patch(`/api/properties/${record.id}`, { city: 'Νάξος' }, { 'if-match': '"1"' })
    expect(second.status).toBe(409)
    expect(second.json).toMatchObject({ type: 'urn:oikion:problem:conflict', current: { city: 'Πάρος', version: 2 } })
    expect((await client.get(`/api/properties/${record.id}`)).json).toMatchObject({ city: 'Πάρος', version: 2 })
  })

  it('two saves at the same moment: one wins, one gets 409', async () => {
    const { client } = await signedIn(app)
    const record = await client.create('properties', flat)
    const answers = await Promise.all(
      ['Σύρος', 'Τήνος'].map((city) => client.patch(`/api/properties/${record.id}`, { city }, { 'if-match': '"1"' })),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
  })

  it('PUT empties what the body leaves out', async () => {
    const { client } = await signedIn(app)
    const record = await client.create('clients', { name: 'Άννα', email: 'anna@example.com', leadSource: 'web' })
    const answer = await client.put(`/api/clients/${record.id}`, { name: 'Άννα', phone: '2101234567' })
    expect(answer.json).toMatchObject({ email: null, leadSource: null, phone: '+302101234567', clientType: 'PERSON' })
  })

  it('an Idempotency-Key makes one record of two POSTs, and refuses another body', async () => {
    const { client } = await signedIn(app)
    const key = { 'idempotency-key': 'k-1' }
    const [first, again] = [
      await client.post('/api/properties', flat, key),
      await client.post('/api/properties', flat, key),
    ]
    expect(again.json).toEqual(first.json)
    expect((await client.get('/api/properties')).headers.get('x-total-count')).toBe('1')
    expect((await client.post('/api/properties', { ...flat, city: 'Άνδρος' }, key)).status).toBe(409)
  })

  it('a reference typed by hand is passed over by the automatic series, and cannot be taken twice', async () => {
    const { client } = await signedIn(app)
    await client.create('properties', { ...flat, reference: 'A-1001' })
    expect(await client.create('properties', flat)).toMatchObject({ reference: 'A-1002' })
    const taken = await client.post('/api/properties', { ...flat, reference: 'A-1002' })
    expect(taken.status).toBe(409)
    expect(taken.json).toMatchObject({ errors: [{ pointer: '/reference' }] })
  })
})

describe('the status of a property', () => {
  it('cannot become ACTIVE while something is missing, and says what, field by field', async () => {
    const { client } = await signedIn(app)
    const record = await client.create('properties', { propertyType: 'APARTMENT', city: 'Χανιά' })
    const answer = await client.patch(`/api/properties/${record.id}`, { status: 'ACTIVE' })
    expect(answer.status).toBe(422)
    const { errors } = answer.json as { errors: { pointer: string }[] }
    expect(errors.map((error) => error.pointer)).toEqual(['/listPrice', '/livingArea', '/energyClass'])
  })

  it('follows the state machine, stamps its dates, and comes back from the archive to what it was', async () => {
    const { client } = await signedIn(app)
    const { id } = await client.create('properties', flat)
    const move = (status: string) => client.patch(`/api/properties/${id}`, { status })
    expect((await move('SOLD')).status).toBe(422)
    const active = (await move('ACTIVE')).json as JsonRecord
    expect(active['publishedAt']).toEqual(expect.any(String))
    expect((await move('ARCHIVED')).json).toMatchObject({
      status: 'ARCHIVED',
      archivedFrom: 'ACTIVE',
      archivedAt: expect.any(String) as string,
    })
    expect((await move('DRAFT')).status).toBe(422)
    expect((await move('ACTIVE')).json).toMatchObject({
      archivedAt: null,
      archivedFrom: null,
      publishedAt: active['publishedAt'],
    })
  })
})

describe('what is the same is no change', () => {
  it('an instant spelt differently and an id in capitals leave version and history alone', async () => {
    const { client, memberId } = await signedIn(app)
    const body = { name: 'Σοφία', phone: '1', agentId: memberId, marketingConsentAt: '2026-01-01T00:00:00Z' }
    const { id } = await client.create('clients', body)
    const again = { agentId: memberId.toUpperCase(), marketingConsentAt: '2026-01-01T00:00:00Z' }
    expect((await client.patch(`/api/clients/${id}`, again)).json).toMatchObject({ version: 1 })
    const { json } = await client.post('/api/clients/bulk', { action: 'delete', ids: [id.toUpperCase()] })
    expect(json).toMatchObject({ done: 1, refusedTotal: 0 })
  })
})

describe('references', () => {
  it('cannot lead to the trash', async () => {
    const { client } = await signedIn(app)
    const owner = await client.create('clients', { name: 'Γιώργος', phone: '1' })
    const record = await client.create('properties', { ...flat, ownerId: owner.id })
    await client.delete(`/api/clients/${owner.id}`)
    const refused = { errors: [{ pointer: '/ownerId' }] }
    expect((await client.post('/api/properties', { ...flat, ownerId: owner.id })).json).toMatchObject(refused)
    // What was set before stays, and does not hinder other edits.
    expect((await client.patch(`/api/properties/${record.id}`, { city: 'Λέρος', ownerId: owner.id })).status).toBe(200)
    const other = await client.create('properties', flat)
    const bulk = { action: 'edit', ids: [other.id], changes: { ownerId: owner.id } }
    expect((await client.post('/api/properties/bulk', bulk)).json).toMatchObject(refused)
  })
})

describe('trash and history', () => {
  it('a deleted record leaves the list, shows in the trash, frees its reference and can be restored', async () => {
    const { client } = await signedIn(app)
    const { id } = await client.create('clients', { name: 'Νίκος', email: 'nikos@example.com' })
    expect((await client.delete(`/api/clients/${id}`)).status).toBe(200)
    expect((await client.get(`/api/clients/${id}`)).status).toBe(404)
    expect((await client.get('/api/clients')).json).toEqual([])
    expect((await client.get('/api/clients?_trash=true')).json).toMatchObject([{ id }])
    expect((await client.post(`/api/clients/${id}/restore`, {})).status).toBe(200)
    expect((await client.get(`/api/clients/${id}`)).json).toMatchObject({ name: 'Νίκος', version: 3 })
  })

  it('every change has its activity row with old and new values', async () => {
    const { client, memberId } = await signedIn(app)
    const { id } = await client.create('clients', { name: 'Ελένη', phone: '6900000000' })
    await client.patch(`/api/clients/${id}`, { name: 'Ελένη Κ.' })
    await client.patch(`/api/clients/${id}`, { name: 'Ελένη Κ.' })
    await client.delete(`/api/clients/${id}`)
    const { json } = await client.get(`/api/clients/${id}/history`)
    expect(json).toMatchObject([
      { kind: 'delete', actorId: memberId },
      { kind: 'edit', changes: { name: ['Ελένη', 'Ελένη Κ.'] }, _titles: { actorId: 'ORG_OWNER person' } },
      { kind: 'create', title: 'Ελένη' },
    ])
    expect(json).toHaveLength(3)
  })

  it('an AGENT deletes what they created, and is refused what others created', async () => {
    const { client: owner, organizationId } = await signedIn(app)
    const agent = await signIn(app, await addMember(app, 'AGENT', { organizationId }))
    const theirs = await owner.create('clients', { name: 'A', phone: '1' })
    const own = await agent.create('clients', { name: 'B', phone: '2' })
    expect((await agent.get(`/api/clients/${theirs.id}`)).json).toMatchObject({ _can: { edit: true, delete: false } })
    expect((await agent.delete(`/api/clients/${theirs.id}`)).status).toBe(403)
    expect((await agent.delete(`/api/clients/${own.id}`)).status).toBe(200)
  })
})

it('an AGENT archives and brings back only what they created', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const agent = await signIn(app, await addMember(app, 'AGENT', { organizationId }))
  const theirs = await owner.create('properties', flat)
  const own = await agent.create('properties', flat)
  expect((await agent.patch(`/api/properties/${theirs.id}`, { status: 'ARCHIVED' })).status).toBe(403)
  expect((await agent.patch(`/api/properties/${own.id}`, { status: 'ARCHIVED' })).status).toBe(200)
  await owner.patch(`/api/properties/${theirs.id}`, { status: 'ARCHIVED' })
  expect((await agent.patch(`/api/properties/${theirs.id}`, { status: 'DRAFT' })).status).toBe(403)
})

describe('bulk', () => {
  it('restoring refuses only the record whose reference was taken meanwhile', async () => {
    const { client } = await signedIn(app)
    const [taken, free] = [
      await client.create('properties', { ...flat, reference: 'X' }),
      await client.create('properties', flat),
    ]
    await client.post('/api/properties/bulk', { action: 'delete', ids: [taken.id, free.id] })
    await client.create('properties', { ...flat, reference: 'X' })
    const { json } = await client.post('/api/properties/bulk', { action: 'restore', ids: [taken.id, free.id] })
    expect(json).toMatchObject({ done: 1, refusedTotal: 1, refused: [{ id: taken.id, title: 'X' }] })
  })

  it('says how many were changed, how many refused, which and why', async () => {
    const { client } = await signedIn(app)
    const complete = await client.create('properties', flat)
    const bare = await client.create('properties', { propertyType: 'HOUSE', city: 'Άργος' })
    const ids = [complete.id, bare.id, 'ffffffff-ffff-7fff-bfff-ffffffffffff']
    const { json } = await client.post('/api/properties/bulk', { action: 'edit', changes: { status: 'ACTIVE' }, ids })
    expect(json).toMatchObject({
      done: 1,
      refusedTotal: 2,
      refused: [{ id: bare.id, title: bare['reference'] }, { id: ids[2] }],
    })
  })

  it('by query touches what the list shows, and nothing else', async () => {
    const { client } = await signedIn(app)
    for (const city of ['Α', 'Α', 'Β']) await client.create('properties', { ...flat, city })
    const { json } = await client.post('/api/properties/bulk', { action: 'delete', query: 'city=Α' })
    expect(json).toEqual({ done: 2, refused: [], refusedTotal: 0 })
    expect((await client.get('/api/properties')).json).toMatchObject([{ city: 'Β' }])
  })
})
