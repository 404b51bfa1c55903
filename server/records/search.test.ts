import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { phoneDigits, searchable } from '../resources/fold.ts'
import { signedIn, testApp, type TestApp } from '../test/testApp.ts'
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
