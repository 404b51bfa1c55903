import { afterAll, beforeAll, expect, it } from 'vitest'
import { finished, importApp, uploaded } from '../test/importApp.ts'
import { signedIn } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const lines = (references: string[]) =>
  ['reference,propertyType,city', ...references.map((reference) => `${reference},HOUSE,Πάτρα`)].join('\n')

async function expectWhole(client: TestClient, references: string[]): Promise<void> {
  const { id } = await uploaded(client, 'properties', lines(references))
  expect((await finished(client, id, 'check')).report).toMatchObject({ ready: references.length, refused: 0 })
  const done = await finished(client, id, 'run')
  expect(done).toMatchObject({ status: 'done', report: { ready: references.length, refused: 0, problems: [] } })
}

const blanks = (count: number) => Array<string>(count).fill('')
const series = (first: number, count: number) => Array.from({ length: count }, (_, at) => `A-${first + at}`)

it.each([
  ['in the same chunk', [...blanks(3), 'A-1002', '']],
  ['in a later chunk', [...blanks(600), 'A-1001', 'A-1599', '']],
  ['in an earlier chunk', [...series(1001, 520), ...blanks(600)]],
  ['here and there', [...blanks(2), ...series(1001, 700), ...blanks(2), ...series(3000, 500), ...blanks(1500)]],
])('an automatic reference passes over one that the file names %s', async (_, references) => {
  const { client } = await signedIn(app)
  await expectWhole(client, references)
  const { text } = await client.get('/api/properties/export?_columns=reference&_values=keys')
  expect(new Set(text.trim().split('\r\n')).size).toBe(references.length + 1)
})

it('and one that a record has already', async () => {
  const { client } = await signedIn(app)
  await client.create('properties', { propertyType: 'HOUSE', city: 'Πάτρα', reference: 'A-1002' })
  await expectWhole(client, blanks(3))
  const records = (await client.get('/api/properties?_sort=reference')).json as JsonRecord[]
  expect(records.map((record) => record['reference'])).toEqual(['A-1001', 'A-1002', 'A-1003', 'A-1004'])
})
