import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { finished, imported, importApp, total, uploaded } from '../test/importApp.ts'
import { signedIn } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const all = async (client: TestClient, resource: string) =>
  (await client.get(`/api/${resource}?_sort=createdAt&_end=500`)).json as JsonRecord[]

describe('an import', () => {
  it('of what another organization exported for reading back in, brings the same records', async () => {
    const { client } = await signedIn(app)
    const texts = ['=1+1', '+302101234567', "'=1", 'a "b", c;d', 'ένα', "O'Neil"]
    for (const name of texts)
      await client.create('clients', {
        name,
        phone: '+302101234567',
        tags: [name, '[x'],
        leadSource: name,
        marketingConsentAt: '2026-01-31T08:00:00.123Z',
      })
    for (const [index, listPrice] of [250000, 0.01, 999999999.99, 1234.5].entries()) {
      await client.create('properties', {
        propertyType: 'HOUSE',
        city: 'Πάτρα',
        listPrice,
        livingArea: 85.55,
        floor: -1,
        longitude: -0.39,
        latitude: 37.9838,
        energyClass: 'Ε',
        status: 'SOLD',
        publicRemarks: `line ${index}\nline, "two"`,
      })
    }
    const { client: other } = await signedIn(app)
    for (const resource of ['clients', 'properties']) {
      const { text } = await client.get(`/api/${resource}/export?_values=keys&_sort=createdAt`)
      const done = await imported(other, resource, text)
      expect(done).toMatchObject({ status: 'done', report: { refused: 0, problems: [] } })
      const own = ({
        id: _1,
        version: _2,
        createdAt: _3,
        updatedAt: _4,
        createdBy: _5,
        _titles: _6,
        publishedAt: _7,
        ...rest
      }: JsonRecord) => JSON.stringify(rest)
      const [theirs, ours] = [await all(client, resource), await all(other, resource)]
      expect(ours.map(own).sort()).toEqual(theirs.map(own).sort())
    }
  })

  it('of what was exported for people, reads labels, titles and local times', async () => {
    const { client, memberId } = await signedIn(app)
    const owner = await client.create('clients', { name: 'Άννα ΠΑΠΠΑΣ', phone: '1' })
    const text = [
      'Type;Price;City;Owner;Agent;Status;Energy class;Living area',
      'Apartment;250.000,50 €;Πάτρα;άννα παππας;org_owner PERSON;Active;β+;85,5 m²',
      `maisonette;1.500;Πάτρα;${owner.id};;draft;;100`,
    ].join('\r\n')
    const done = await imported(client, 'properties', text)
    expect(done.report).toMatchObject({ ready: 2, refused: 0 })
    const records = (await all(client, 'properties')).sort((a, b) => Number(b['listPrice']) - Number(a['listPrice']))
    expect(records[0]).toMatchObject({
      propertyType: 'APARTMENT',
      listPrice: 250000.5,
      ownerId: owner.id,
      agentId: memberId,
      status: 'ACTIVE',
      energyClass: 'B+',
      livingArea: 85.5,
    })
    expect(records[1]).toMatchObject({
      propertyType: 'MAISONETTE',
      listPrice: 1500,
      ownerId: owner.id,
      agentId: null,
      status: 'DRAFT',
      energyClass: null,
    })
  })

  it('tells each wrong cell with its row, column, field, value and reason, in the check and in the run', async () => {
    const { client } = await signedIn(app)
    await client.create('properties', { propertyType: 'HOUSE', city: 'Πάτρα', reference: 'TAKEN' })
    const text = [
      'reference,city,price,rooms,year,ownerId,note',
      'R-1,Πάτρα,100,2,1990,,=1+1',
      'R-1,Πάτρα,100,2,1990,,',
      'TAKEN,Πάτρα,100,2,1990,,',
      '',
      'R-2,,x,81,11,Nobody,',
      'R-3,Πάτρα,100,2',
      'R-4,Πάτρα,100,2,1990,,n,',
      'R-5,Πάτρα,100,2,1990,,n,extra',
    ].join('\n')
    const { id } = await uploaded(client, 'properties', text)
    await client.patch(`/api/imports/${id}`, { defaults: { propertyType: 'HOUSE' } })
    const checked = await finished(client, id, 'check')
    expect(checked).toMatchObject({ status: 'checked', rowsDone: 7, rowsTotal: 7, report: { ready: 2, refused: 5 } })
    expect(checked.report?.problems.map(({ row, column, field, value }) => [row, column, field, value])).toEqual([
      [3, 0, 'reference', 'R-1'],
      [4, 0, 'reference', 'TAKEN'],
      [6, 1, 'city', ''],
      [6, 2, 'listPrice', 'x'],
      [6, 3, 'bedroomsTotal', '81'],
      [6, 4, 'yearBuilt', '11'],
      [6, 5, 'ownerId', 'Nobody'],
      [7, null, null, null],
      [9, null, null, null],
    ])
    expect(checked.report?.reasons).toContainEqual({ field: 'listPrice', detail: 'must be a number', count: 1 })
    expect(await total(client, 'properties')).toBe(1)

    const done = await finished(client, id, 'run')
    expect(done).toMatchObject({ status: 'done', report: checked.report })
    expect((await all(client, 'properties')).map((record) => record['reference']).sort()).toEqual([
      'R-1',
      'R-4',
      'TAKEN',
    ])

    const refused = await client.get(`/api/imports/${id}/refused`)
    const [head, ...rows] = parse(refused.text, { bom: true })
    expect(head).toEqual(['reference', 'city', 'price', 'rooms', 'year', 'ownerId', 'note', 'reason'])
    expect(rows.map((row) => row[0])).toEqual(['R-1', 'TAKEN', 'R-2', 'R-3', 'R-5'])
    expect(rows[0]?.[7]).toBe('reference is the same as in an earlier row')
  })

  it('prices are read as prices, whatever telephone numbers and coordinates look like', async () => {
    const { client } = await signedIn(app)
    const text = 'type,city,price,phone,lat\nHouse,Πάτρα,250.000,210.1234567,37.9838\nHouse,Πάτρα,"1.500,50",,38.1\n'
    const done = await imported(client, 'properties', text)
    expect(done.report).toMatchObject({ ready: 2, refused: 0 })
    const records = await all(client, 'properties')
    expect(records.map((record) => [record['listPrice'], record['latitude']]).sort()).toEqual([
      [1500.5, 38.1],
      [250_000, 37.9838],
    ])
  })

  it('a cell that is far too long or in the year 0 is refused alone, and at once', async () => {
    const { client } = await signedIn(app)
    const times = [
      '0000-01-02T10:00:00Z',
      '0000-01-02',
      `${'1'.repeat(60_000)}x`,
      `1${'T'.repeat(60_000)}`,
      '1'.repeat(900_000),
    ]
    const rows = ['2026-01-02T10:00:00Z', ...times].map((time) => `Άννα,1,${time}`)
    const started = performance.now()
    const { report, status } = await imported(client, 'clients', ['name,phone,marketingConsentAt', ...rows].join('\n'))
    expect(performance.now() - started).toBeLessThan(5000)
    expect(status).toBe('done')
    expect(report).toMatchObject({ ready: 1, refused: times.length })
    expect(new Set(report?.problems.map(({ field }) => field))).toEqual(new Set(['marketingConsentAt']))
  })

  it('a value of the wrong kind is not called missing', async () => {
    const { client } = await signedIn(app)
    const { id } = await uploaded(client, 'properties', 'type,city,bathrooms\nHouse,Πάτρα,2.5\n,Πάτρα,1\n')
    const { report } = await finished(client, id, 'check')
    expect(report?.problems.map(({ row, field, detail }) => [row, field, detail])).toEqual([
      [2, 'bathroomsTotal', 'must be a whole number'],
      [3, 'propertyType', 'is required'],
    ])
  })

  it('is written down: per record with its import, and once as a whole', async () => {
    const member = await signedIn(app)
    const { id } = await imported(member.client, 'clients', 'name,phone\nΆννα,1\nΕλένη,2\n,3\n')
    const rows = await app.database.read(
      member,
      sql`select kind, count(*)::int as n, min(changes::text)::json as changes from activity where import_id = ${id}::uuid group by kind order by kind`,
    )
    expect(rows).toEqual([
      { kind: 'create', n: 2, changes: null },
      { kind: 'import', n: 1, changes: { fileName: 'file.csv', imported: 2, refused: 1 } },
    ])
    const [record] = await all(member.client, 'clients')
    const history = (await member.client.get(`/api/clients/${record?.id}/history`)).json
    expect(history).toMatchObject([{ kind: 'create', importId: id }])
  })

  it('remembers the mapping and defaults for the next file of the same shape', async () => {
    const { client } = await signedIn(app)
    const first = await uploaded(client, 'properties', 'x,y\nΠάτρα,1\n')
    expect([first.remembered, first.mapping]).toEqual([false, { 0: null, 1: null }])
    await client.patch(`/api/imports/${first.id}`, { mapping: { 0: 'city' }, defaults: { propertyType: 'LAND' } })
    expect((await finished(client, first.id, 'run')).status).toBe('done')
    const second = await uploaded(client, 'properties', 'x,y\nΧανιά,1\n')
    expect(second).toMatchObject({
      remembered: true,
      mapping: { 0: 'city', 1: null },
      defaults: { propertyType: 'LAND' },
    })
    expect((await uploaded(client, 'properties', 'y,x\nΧανιά,1\n')).remembered).toBe(false)
  })
})
