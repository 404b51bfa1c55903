import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { exampleWith } from '../test/oneMore.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { Answer, JsonRecord, TestClient } from '../test/testClient.ts'
import { linksToClients } from './links.ts'
import type { MergeAnswer, MergePreview } from './merge.ts'

let app: TestApp
let owner: TestClient
let organizationId: string
let userId: string
let serial = 0
beforeAll(async () => {
  app = await testApp()
  ;({ client: owner, organizationId, userId } = await signedIn(app))
})
afterAll(() => app.close())

const newClient = (fields: object = {}, who = owner) =>
  who.create('clients', { name: `Client ${++serial}`, email: `client-${serial}@example.com`, ...fields })

const merge = (kept: JsonRecord, merged: JsonRecord, fields: object = {}, who = owner): Promise<Answer> => {
  const versions = { kept: kept.version, merged: merged.version }
  return who.post(`/api/clients/${kept.id}/merge`, { mergedId: merged.id, fields, versions })
}
const read = async (resource: string, id: string) => (await owner.get(`/api/${resource}/${id}`)).json as JsonRecord
const historyOf = async (resource: string, id: string) =>
  (await owner.get(`/api/${resource}/${id}/history`)).json as {
    kind: string
    changes: Record<string, unknown> | null
  }[]

describe('merging two clients', () => {
  it('asks for what differs, and suggests to lose nothing', async () => {
    const kept = await newClient({ email: 'a@example.com', tags: ['vip'], leadSource: null })
    const merged = await newClient({
      email: 'b@example.com',
      phone: '2101112223',
      tags: ['sea'],
      leadSource: 'web',
      name: kept['name'],
    })
    await owner.create('notes', { content: 'x', clientId: merged.id })
    const answer = await owner.post(`/api/clients/${kept.id}/merge/preview`, { mergedId: merged.id })
    expect(answer.status).toBe(200)
    const preview = answer.json as MergePreview
    expect(preview.moves).toEqual({ notes: 1 })
    expect(preview.merged).toEqual({ id: merged.id, version: 1, title: merged['name'] })
    const suggested = Object.fromEntries(preview.choices.map(({ field, suggested }) => [field, suggested]))
    expect(suggested).toEqual({
      email: 'kept',
      secondaryEmail: 'merged.email',
      phone: 'merged',
      tags: 'both',
      leadSource: 'merged',
    })
    expect(preview.choices.find(({ field }) => field === 'secondaryEmail')?.sources).toEqual([
      { source: 'kept.email', value: 'a@example.com' },
      { source: 'merged.email', value: 'b@example.com' },
    ])
    expect(await read('clients', kept.id)).toEqual(kept)
  })

  it('takes the suggestion, or what was chosen', async () => {
    const [kept, merged] = [
      await newClient({ email: 'c@example.com', tags: ['a'] }),
      await newClient({ email: 'd@example.com', phone: '210 111 2223', tags: ['b'] }),
    ]
    const { client } = (await merge(kept, merged)).json as MergeAnswer
    expect(client).toMatchObject({ email: 'c@example.com', secondaryEmail: 'd@example.com', phone: '+302101112223', phoneAsTyped: '210 111 2223', tags: ['a', 'b'], version: 2 }) // prettier-ignore
    const [one, other] = [
      await newClient({ email: 'e@example.com' }),
      await newClient({ email: 'f@example.com', clientType: 'COMPANY' }),
    ]
    const chosen = { email: 'merged', secondaryEmail: 'kept.email', clientType: 'merged', name: 'merged' }
    const answer = (await merge(one, other, chosen)).json as MergeAnswer
    expect(answer.client).toMatchObject({
      email: 'f@example.com',
      secondaryEmail: 'e@example.com',
      clientType: 'COMPANY',
      name: other['name'],
    })
    expect((await owner.get(`/api/clients/${other.id}`)).status).toBe(404)
  })

  it.each(
    linksToClients().flatMap(({ definition, fields }) => fields.map((field) => [definition.name, field] as const)),
  )('moves %s.%s, in the trash or not, and undoing moves it back', async (resource, field) => {
    const [kept, merged] = [await newClient(), await newClient()]
    const { definition } = linksToClients().find((links) => links.definition.name === resource)!
    const made = async () =>
      owner.create(resource, { ...(await exampleWith(owner, definition, ++serial)), [field]: merged.id })
    const [living, trashed] = [await made(), await made()]
    await owner.delete(`/api/${resource}/${trashed.id}`)
    const { id, moved } = (await merge(kept, merged)).json as MergeAnswer
    expect(moved).toEqual({ [resource]: 2 })
    expect((await read(resource, living.id))[field]).toBe(kept.id)
    await owner.post(`/api/${resource}/${trashed.id}/restore`, {})
    expect((await read(resource, trashed.id))[field]).toBe(kept.id)
    expect((await historyOf(resource, living.id))[0]).toMatchObject({
      kind: 'edit',
      changes: { [field]: [merged.id, kept.id] },
    })
    const undone = await owner.post(`/api/clients/${kept.id}/merges/${id}/undo`, {})
    expect(undone.json).toMatchObject({ movedBack: { [resource]: 2 }, left: [], leftFields: [] })
    expect((await read(resource, living.id))[field]).toBe(merged.id)
    expect((await read(resource, trashed.id))[field]).toBe(merged.id)
  })

  it('relationships to oneself or told twice go to the trash, and come out of it again', async () => {
    const [kept, merged, third] = [await newClient(), await newClient(), await newClient()]
    const relate = (from: JsonRecord, to: JsonRecord) =>
      owner.create('client-relationships', { fromId: from.id, toId: to.id, relationshipType: 'FAMILY' })
    const [self, , twice, moves] = [
      await relate(kept, merged),
      await relate(kept, third),
      await relate(merged, third),
      await relate(third, merged),
    ]
    const { id, moved, setAside } = (await merge(kept, merged)).json as MergeAnswer
    expect([moved, setAside]).toEqual([{ 'client-relationships': 1 }, { 'client-relationships': 2 }])
    const living = (await owner.get('/api/client-relationships?_sort=createdAt&_order=asc')).json as JsonRecord[]
    const among = living.filter((row) => [kept.id, third.id, merged.id].includes(String(row['fromId'])))
    expect(among.map((row) => [row['fromId'], row['toId']])).toEqual([[kept.id, third.id], [third.id, kept.id]]) // prettier-ignore
    await owner.post(`/api/clients/${kept.id}/merges/${id}/undo`, {})
    expect(await read('client-relationships', self.id)).toMatchObject({ fromId: kept.id, toId: merged.id })
    expect(await read('client-relationships', twice.id)).toMatchObject({ fromId: merged.id, toId: third.id })
    expect(await read('client-relationships', moves.id)).toMatchObject({ fromId: third.id, toId: merged.id })
  })

  it('writes one summary on the client that stays; the feed tells it once', async () => {
    const [kept, merged] = [await newClient(), await newClient()]
    await owner.create('notes', { content: 'x', clientId: merged.id })
    const { id } = (await merge(kept, merged)).json as MergeAnswer
    const [latest] = await historyOf('clients', kept.id)
    expect(latest).toMatchObject({ kind: 'merge', changes: { merged: merged['name'], mergedId: merged.id, notes: 1 } })
    const feed = (await owner.get('/api/feed?_end=1')).json as JsonRecord[]
    expect(feed[0]).toMatchObject({ kind: 'merge', recordId: kept.id, title: kept['name'] })
    await owner.post(`/api/clients/${kept.id}/merges/${id}/undo`, {})
    expect((await historyOf('clients', kept.id))[0]).toMatchObject({
      kind: 'unmerge',
      changes: { merged: merged['name'] },
    })
  })

  it('refuses itself, what is not there, choices that there are not, and versions that have moved on', async () => {
    const [kept, merged] = [await newClient(), await newClient()]
    expect((await merge(kept, kept)).json).toMatchObject({ status: 422, errors: [{ pointer: '/mergedId' }] })
    const nobody = { ...merged, id: '0189f7f0-0000-7000-8000-00000000dead' }
    expect((await merge(kept, nobody)).status).toBe(422)
    expect((await merge(nobody, merged)).status).toBe(404)
    for (const fields of [{ role: 'kept' }, { name: 'both' }, { email: 'merged.phone' }, { phoneAsTyped: 'merged' }]) {
      expect((await merge(kept, merged, fields)).status).toBe(422)
    }
    expect((await merge({ ...kept, version: 9 }, merged)).status).toBe(409)
    await owner.patch(`/api/clients/${merged.id}`, { leadSource: 'x' })
    expect((await merge(kept, merged)).json).toMatchObject({ status: 409, current: { id: merged.id, version: 2 } })
    expect((await owner.post(`/api/clients/${kept.id}/merge`, { mergedId: merged.id })).status).toBe(422)
  })

  it('of two merges of the same client at the same moment one wins', async () => {
    const [a, b, c] = [await newClient(), await newClient(), await newClient()]
    await owner.create('notes', { content: 'x', clientId: b.id })
    const answers = await Promise.all([merge(a, b), merge(c, b)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const [d, e] = [await newClient(), await newClient()]
    const crossed = await Promise.all([merge(d, e), merge(e, d)])
    expect(crossed.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('a link made at the same moment is moved or refused, never left behind', async () => {
    for (let each = 0; each < 5; each++) {
      const [kept, merged] = [await newClient(), await newClient()]
      const [note] = await Promise.all([
        owner.post('/api/notes', { content: 'x', clientId: merged.id }),
        merge(kept, merged),
      ])
      expect([201, 422]).toContain(note.status)
      if (note.status === 201) expect((await read('notes', (note.json as JsonRecord).id))['clientId']).toBe(kept.id)
    }
  })

  it('an error in the middle leaves nothing half done', async () => {
    const [kept, merged] = [await newClient(), await newClient()]
    const note = await owner.create('notes', { content: 'x', clientId: merged.id })
    await app.database.pool
      .query(`create function fail() returns trigger language plpgsql as $$ begin raise 'in the middle'; end $$;
      create trigger fail before insert on client_merge for each row execute function fail()`)
    expect((await merge(kept, merged)).status).toBe(500)
    await app.database.pool.query('drop trigger fail on client_merge; drop function fail()')
    expect([await read('clients', kept.id), await read('clients', merged.id), await read('notes', note.id)]).toEqual([
      kept,
      merged,
      note,
    ])
    for (const [resource, id] of [
      ['clients', kept.id],
      ['clients', merged.id],
      ['notes', note.id],
    ] as const) {
      // prettier-ignore
      expect((await historyOf(resource, id)).map(({ kind }) => kind)).toEqual(['create'])
    }
  })
})

describe('who may merge', () => {
  const as = async (role: 'ADMIN' | 'AGENT' | 'VIEWER') => signIn(app, await addMember(app, role, { organizationId }))

  it('administrators any; agents what they may delete; viewers and programs none; strangers find nothing', async () => {
    const agent = await as('AGENT')
    const [kept, theirs, own] = [await newClient(), await newClient(), await newClient({}, agent)]
    const preview = (who: TestClient, merged: JsonRecord) =>
      who.post(`/api/clients/${kept.id}/merge/preview`, { mergedId: merged.id })
    expect((await preview(await as('ADMIN'), theirs)).status).toBe(200)
    for (const attempt of [
      preview(agent, theirs),
      merge(kept, theirs, {}, agent),
      merge(kept, theirs, {}, await as('VIEWER')),
    ]) {
      expect((await attempt).status).toBe(403)
    }
    const { client: stranger } = await signedIn(app)
    expect((await merge(kept, theirs, {}, stranger)).status).toBe(404)
    const foreign = await stranger.create('clients', { name: 'Foreign', email: 'f@example.com' })
    expect((await merge(kept, foreign)).status).toBe(422)
    const answer = await merge(kept, own, {}, agent)
    expect(answer.status).toBe(200)
    const { id } = answer.json as MergeAnswer
    expect((await (await as('VIEWER')).post(`/api/clients/${kept.id}/merges/${id}/undo`, {})).status).toBe(403)
    expect((await stranger.post(`/api/clients/${kept.id}/merges/${id}/undo`, {})).status).toBe(404)
    expect((await agent.post(`/api/clients/${kept.id}/merges/${id}/undo`, {})).status).toBe(200)
  })

  it('what an agent may not read moves too, and is not told', async () => {
    const agent = await as('AGENT')
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { properties: 'own' } } })
    const [kept, own] = [await newClient(), await newClient({}, agent)]
    const hidden = await owner.create('properties', { city: 'Χανιά', propertyType: 'HOUSE', ownerId: own.id })
    const preview = await agent.post(`/api/clients/${kept.id}/merge/preview`, { mergedId: own.id })
    expect((preview.json as MergePreview).moves).toEqual({})
    const { id } = (await merge(kept, own, {}, agent)).json as MergeAnswer
    const moved = await read('properties', hidden.id)
    expect(moved['ownerId']).toBe(kept.id)
    await owner.patch(`/api/properties/${hidden.id}`, { ownerId: null })
    const undone = await agent.post(`/api/clients/${kept.id}/merges/${id}/undo`, {})
    expect(undone.json).toMatchObject({ left: [], leftTotal: 1 })
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { properties: 'all' } } })
  })

  it('nobody by an API token', async () => {
    const [kept, merged] = [await newClient(), await newClient()]
    const made = await owner.post('/api/api-tokens', {
      name: 't',
      role: 'ADMIN',
      scopes: ['clients:write', 'clients:read'],
      expiresAt: null,
    })
    const headers = { authorization: `Bearer ${String((made.json as JsonRecord)['token'])}` }
    const { TestClient: Client } = await import('../test/testClient.ts')
    const program = new Client(app.url)
    const body = { mergedId: merged.id, versions: { kept: 1, merged: 1 } }
    expect((await program.post(`/api/clients/${kept.id}/merge`, body, headers)).status).toBe(403)
    expect((await program.post(`/api/clients/${kept.id}/export`, {}, headers)).status).toBe(403)
    expect((await program.post(`/api/clients/${kept.id}/erase`, { confirmName: kept['name'] }, headers)).status).toBe(
      403,
    )
    expect((await program.post('/api/clients/duplicates', { email: kept['email'] }, headers)).status).toBe(200)
  })

  it('rows of merges stay in their organization', async () => {
    const rows = await app.database.read(
      { organizationId, userId },
      sql`select distinct organization_id from client_merge`,
    )
    expect(rows).toEqual([{ organization_id: organizationId }])
  })
})
