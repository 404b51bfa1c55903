import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { phoneDigits, searchable } from '../resources/fold.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'

let app: TestApp
let client: TestClient
beforeAll(async () => {
  app = await testApp()
  client = (await signedIn(app)).client
})
afterAll(() => app.close())

const words = [
  'Κηφισιά', 'ΚΗΦΙΣΙΑ', 'Παπαδόπουλος Γιώργος', 'Ευάγγελος', 'Αυγουστίνος Ευθυμίου', 'Μπάμπης', 'Χαλάνδρι', 'Ψυχικό', 'Σίγμα ΤΕΛΙΚΌΣ',
  'Άγγελος Αγγελίδης', 'Ταΰγετος', 'Θεσσαλονίκη', 'Kifisia', 'Zoë  Müller', '+30 210 123 4567', 'Ύδρα', 'ΐΰ Ξάνθη',
] // prettier-ignore

it('the database folds search text exactly as the server does', async () => {
  const [row] = await app.database.ask<{ folded: string[] }>(
    sql`select array(select oikion_searchable(w) from unnest(${words}::text[]) with ordinality t(w, n) order by n) as folded`,
  )
  expect(row?.folded).toEqual(words.map(searchable))
})

it.each([
  ['Κηφισιά', 'kifisia'],
  ['ΕΥΘΥΜΊΟΥ', 'efthymiou'],
  ['Αύγουστος', 'avgoustos'],
  ['Μπάμπης', 'bampis'],
])('«%s» is sought as «%s»', (greek, latin) => expect(searchable(greek)).toBe(latin))

it.each(['kifisia', 'ΚΗΦΙΣΙΑ', 'κηφισια', 'Κηφισιά', 'κηφισι'])('a property in Κηφισιά is found by «%s»', async (q) => {
  const made = await client.create('properties', { city: 'Κηφισιά', propertyType: 'HOUSE' })
  const found = (await client.get(`/api/properties?q=${encodeURIComponent(q)}`)).json as JsonRecord[]
  expect(found[0]?.id).toBe(made.id)
  await client.delete(`/api/properties/${made.id}`)
})

it.each(['210 123 4567', '+30 2101234567', '0030-210-1234567', '2101234567'])(
  'a phone is found as «%s», however it was typed',
  async (q) => {
    for (const phone of ['210 1234567', '+302101234567', '(210) 123-4567']) {
      const made = await client.create('clients', { name: 'Τηλέφωνο', phone })
      expect(made['phone']).toBe('+302101234567')
      expect(made['phoneAsTyped']).toBe(phone === '+302101234567' ? null : phone)
      const found = (await client.get(`/api/clients?q=${encodeURIComponent(q)}`)).json as JsonRecord[]
      expect(found.map(({ id }) => id)).toEqual([made.id])
      await client.delete(`/api/clients/${made.id}`)
    }
  },
)

it('digits of a phone without the ways of writing an international prefix', () => {
  expect(['00302101234567', '+30 210 1234567', '2101234567'].map(phoneDigits)).toEqual(Array(3).fill('2101234567'))
  expect(phoneDigits('+44 20 7946 0958')).toBe('442079460958')
})

describe('searching everywhere', () => {
  interface Hit {
    resource: string
    id: string
    title: string
  }
  const sought = async (who: TestClient, q: string) =>
    (await who.get(`/api/search?q=${encodeURIComponent(q)}`)).json as Hit[]

  it('finds records of every kind, those that begin with it first', async () => {
    const { client: boss } = await signedIn(app)
    const house = await boss.create('properties', { city: 'Μαρούσι', propertyType: 'HOUSE', reference: 'MAR-1' })
    const other = await boss.create('clients', { name: 'Γιάννης Μαρής', phone: '2109999999' })
    const first = await boss.create('clients', { name: 'Μαρία Παππά', email: 'x@example.com' })
    await boss.patch(`/api/clients/${other.id}`, { leadSource: 'changed last' })
    const note = await boss.create('notes', { content: 'Η Μαρία θέλει κήπο', clientId: first.id })
    const hits = await sought(boss, 'mar')
    expect(hits.filter(({ resource }) => resource === 'clients').map(({ id }) => id)).toEqual([first.id, other.id])
    expect(hits.map(({ id }) => id)).toEqual(expect.arrayContaining([house.id, note.id]))
    expect((await sought(boss, 'mar-1')).map(({ id }) => id)).toEqual([house.id])
    expect((await sought(boss, '210 9999999'))[0]?.id).toBe(other.id)
    expect(await sought(boss, '  ')).toEqual([])
    await boss.delete(`/api/clients/${first.id}`)
    expect((await sought(boss, 'παππα')).map(({ id }) => id)).toEqual([])
  })

  it('finds first what is called just so, and what has all the words, however many have each', async () => {
    const { client: boss, organizationId, userId, memberId } = await signedIn(app)
    await app.database.withOrganization({ organizationId, userId }, (tx) =>
      tx.query(sql`insert into property (organization_id, id, reference, property_type, transaction_type, status, address_visibility, country, city, created_at, updated_at, created_by, version, search_text)
        select ${organizationId}::uuid, gen_random_uuid(), 'K-' || n, 'HOUSE', 'SALE', 'DRAFT', 'AREA', 'GR', city, now() + n * interval '1 ms', now() + n * interval '1 ms',
          ${memberId}::uuid, 1, oikion_searchable('K-' || n || ' ' || city)
        from generate_series(1, 6000) n, lateral (select case when n % 2 = 0 then 'Άργος' else 'Νάουσα' end as city) c`),
    )
    expect((await sought(boss, 'κ-1'))[0]?.title).toBe('K-1')
    const both = await boss.create('properties', {
      propertyType: 'HOUSE',
      city: 'Νάουσα',
      street: 'Άργος',
      reference: 'Z-1',
    })
    await boss.patch(`/api/properties/${both.id}`, { privateRemarks: 'x' })
    expect((await sought(boss, 'naousa argos')).map(({ title }) => title)).toEqual(['Z-1'])
  })

  it('finds nothing of another organization, and for an agent with visibility «own» nothing of others', async () => {
    const { client: boss, organizationId } = await signedIn(app)
    const theirs = await boss.create('clients', { name: 'Μοναδικός Πελάτης', email: 'm@example.com' })
    await boss.create('notes', { content: 'Μοναδική σημείωση', clientId: theirs.id })
    const { client: stranger } = await signedIn(app)
    expect(await sought(stranger, 'μοναδικ')).toEqual([])
    const agent = await signIn(app, await addMember(app, 'AGENT', { organizationId }))
    expect(await sought(agent, 'μοναδικ')).toHaveLength(2)
    await boss.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { clients: 'own' } } })
    expect(await sought(agent, 'μοναδικ')).toEqual([])
  })

  it('refuses what cannot be sought', async () => {
    expect((await client.get(`/api/search?q=${'x'.repeat(201)}`)).status).toBe(400)
    expect((await client.get('/api/search?q=%00')).status).toBe(400)
  })
})
