import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { signedIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'

let app: TestApp
let client: TestClient
let memberId: string

const stock = [
  {
    city: 'Κηφισιά',
    street: 'Κολοκοτρώνη',
    listPrice: 300000,
    livingArea: 100,
    bedroomsTotal: 3,
    propertyType: 'HOUSE',
  },
  {
    city: 'Χανιά',
    street: 'Ελευθερίου Βενιζέλου',
    listPrice: 150000,
    livingArea: 60,
    bedroomsTotal: 1,
    propertyType: 'APARTMENT',
  },
  { city: 'Πάρος', listPrice: null, livingArea: 45.5, bedroomsTotal: 1, propertyType: 'APARTMENT' },
  { city: 'Άνω Σύρος', listPrice: 150000, livingArea: null, propertyType: 'LAND' },
  { city: '100%_"quoted"', street: "O'Brien \\ road", listPrice: 99000.99, propertyType: 'OTHER' },
]

beforeAll(async () => {
  app = await testApp()
  ;({ client, memberId } = await signedIn(app))
  for (const [index, body] of stock.entries()) {
    await client.create('properties', { ...body, reference: `R-${index}`, agentId: index < 2 ? memberId : null })
  }
})
afterAll(() => app.close())

async function references(query: string): Promise<unknown[]> {
  const answer = await client.get(`/api/properties?${query}`)
  expect(answer.status, answer.text).toBe(200)
  return (answer.json as JsonRecord[]).map((row) => row['reference'])
}
const sorted = '_sort=reference&_order=asc'

describe('GET /api/properties filters', () => {
  const cases: [query: string, expected: string[]][] = [
    ['propertyType=APARTMENT', ['R-1', 'R-2']],
    ['propertyType=APARTMENT&propertyType=LAND', ['R-1', 'R-2', 'R-3']],
    ['propertyType_ne=APARTMENT', ['R-0', 'R-3', 'R-4']],
    ['propertyType_in=HOUSE,LAND', ['R-0', 'R-3']],
    ['propertyType_nin=HOUSE,LAND', ['R-1', 'R-2', 'R-4']],
    ['listPrice_gte=150000&listPrice_lte=300000', ['R-0', 'R-1', 'R-3']],
    ['listPrice_gt=150000', ['R-0']],
    ['listPrice=99000.99', ['R-4']],
    ['listPrice_lt=99001', ['R-4']],
    ['listPrice_between=99000,150000', ['R-1', 'R-3', 'R-4']],
    ['listPrice_null=true', ['R-2']],
    ['livingArea_nnull=true', ['R-0', 'R-1', 'R-2']],
    ['livingArea=45.5', ['R-2']],
    ['city_like=%CE%A3%CF%85%CF%81', ['R-3']],
    ['city_like=%25_', ['R-4']],
    ['city_startswith=100%25', ['R-4']],
    ['agentId=me', ['R-0', 'R-1']],
    ['createdAt_gte=2020-01-01', ['R-0', 'R-1', 'R-2', 'R-3', 'R-4']],
    ['createdAt_lt=2020-01-01T00:00:00Z', []],
    ['createdAt_gte=2020-01-01T00:00:00%2B23:00', ['R-0', 'R-1', 'R-2', 'R-3', 'R-4']],
    [`filter=${encodeURIComponent('[{"operator":"or","value":[{"field":"city","operator":"eq","value":"Πάρος"},{"operator":"and","value":[{"field":"bedroomsTotal","operator":"gte","value":2},{"field":"propertyType","operator":"in","value":["HOUSE"]}]}]}]')}`, ['R-0', 'R-2']], // prettier-ignore
  ]
  for (const [query, expected] of cases) {
    it(query, async () => expect(await references(`${query}&${sorted}`)).toEqual(expected))
  }
})

describe('GET /api/properties?q=', () => {
  const cases: [q: string, expected: string[]][] = [
    ['κηφισια', ['R-0']],
    ['ΚΗΦΙΣΙΑ', ['R-0']],
    ['Συρος', ['R-3']],
    ['ΣΥΡΟΣ ΑΝΩ', ['R-3']],
    ['βενιζελου', ['R-1']],
    ['R-2', ['R-2']],
    ['100%', ['R-4']],
    ["o'brien \\", ['R-4']],
    ['zzz', []],
    ['R', ['R-0', 'R-1', 'R-2', 'R-3', 'R-4']],
  ]
  for (const [q, expected] of cases) {
    it(q, async () => {
      const answer = await client.get(`/api/properties?q=${encodeURIComponent(q)}&${sorted}`)
      expect((answer.json as JsonRecord[]).map((row) => row['reference'])).toEqual(expected)
      expect(answer.headers.get('x-total-count')).toBe(String(expected.length))
    })
  }
})

describe('GET /api/properties pages', () => {
  it('empty cells sort as the smallest, both ways', async () => {
    expect(await references('_sort=listPrice,reference&_order=asc,asc')).toEqual(['R-2', 'R-4', 'R-1', 'R-3', 'R-0'])
    expect(await references('_sort=listPrice,reference&_order=desc,asc')).toEqual(['R-0', 'R-1', 'R-3', 'R-4', 'R-2'])
  })

  it('_start and _end cut the list; the total stays', async () => {
    const answer = await client.get(`/api/properties?${sorted}&_start=1&_end=3`)
    expect((answer.json as JsonRecord[]).map((row) => row['reference'])).toEqual(['R-1', 'R-2'])
    expect(answer.headers.get('x-total-count')).toBe('5')
  })

  for (const sort of ['reference', 'listPrice', 'livingArea', 'updatedAt', 'listPrice,city', 'city,listPrice']) {
    for (const order of ['asc', 'desc', 'asc,desc', 'desc,asc']) {
      it(`following Link rel=next by ${sort} ${order} shows every record once, in the list's order`, async () => {
        const whole = await references(`_sort=${sort}&_order=${order}`)
        const followed: unknown[] = []
        let address: string | undefined = `/api/properties?_sort=${sort}&_order=${order}&_end=2`
        for (let page = 0; address !== undefined && page < 10; page++) {
          const answer = await client.get(address)
          expect(answer.status, answer.text).toBe(200)
          followed.push(...(answer.json as JsonRecord[]).map((row) => row['reference']))
          address = /<(.*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
        }
        expect(followed).toEqual(whole)
      })
    }
  }

  it('a total above 10,000 is capped and marked, and exact when asked for', async () => {
    const { client: other, organizationId, userId } = await signedIn(app)
    await app.database.withOrganization({ organizationId, userId }, (tx) =>
      tx.query(sql`insert into client (organization_id, id, name, client_type, tags, created_at, updated_at, version, search_text)
        select ${organizationId}::uuid, gen_random_uuid(), 'N ' || n, 'PERSON', '{}', now(), now(), 1, 'n ' || n || ' common' from generate_series(1, 10500) n`),
    )
    for (const query of ['', 'q=common', 'clientType=PERSON']) {
      const capped = await other.get(`/api/clients?${query}`)
      expect([capped.headers.get('x-total-count'), capped.headers.get('x-total-count-capped')]).toEqual([
        '10000',
        'true',
      ])
      expect(capped.headers.get('link')).toContain('rel="next"')
      const exact = await other.get(`/api/clients?${query}&_total=exact&_end=0`)
      expect([exact.headers.get('x-total-count'), exact.headers.get('x-total-count-capped')]).toEqual(['10500', null])
      expect(exact.json).toEqual([])
    }
    const rare = await other.get('/api/clients?q=n+10499+common')
    expect(rare.json).toMatchObject([{ name: 'N 10499' }])
  })

  it('Link rel=next keeps the page size and the organization that were asked for', async () => {
    const link = async (query: string) => (await client.get(`/api/properties?${query}`)).headers.get('link')
    expect(await link('_start=1&_end=3')).toMatch(/_start=0&_end=2&_after=/)
    const organization = client.organizationId ?? ''
    expect(await link(`_end=2&_organization=${organization}`)).toContain(`_organization=${organization}`)
  })

  it('a history refuses filters instead of ignoring them', async () => {
    const [row] = (await client.get('/api/properties')).json as JsonRecord[]
    const answer = await client.get(`/api/properties/${row?.id}/history?status=ACTIVE`)
    expect(answer.json).toMatchObject({ status: 400, parameter: 'status' })
  })

  it('references come with their titles', async () => {
    const [row] = (await client.get('/api/properties?reference=R-0')).json as JsonRecord[]
    expect(row).toMatchObject({
      agentId: memberId,
      _titles: { agentId: 'ORG_OWNER person', createdBy: 'ORG_OWNER person' },
    })
  })
})

describe('GET /api/properties refuses, naming the parameter', () => {
  const cases: [query: string, parameter: string][] = [
    ['nonsense=1', 'nonsense'],
    ['organizationId=x', 'organizationId'],
    ['searchText_like=x', 'searchText_like'],
    ['privateRemarks_like=x', 'privateRemarks_like'],
    ['listPrice=abc', 'listPrice'],
    ['listPrice_gte=1e400', 'listPrice_gte'],
    ['listPrice_gte=99999999999999999999', 'listPrice_gte'],
    ['bedroomsTotal=1.5', 'bedroomsTotal'],
    ['bedroomsTotal=3000000000', 'bedroomsTotal'],
    ['status=sold', 'status'],
    ['status_gte=SOLD', 'status_gte'],
    ['listPrice_like=1', 'listPrice_like'],
    ['id_like=0189f7f0-0000-7000-8000-000000000000', 'id_like'],
    ['id_startswith=0189f7f0-0000-7000-8000-000000000000', 'id_startswith'],
    ['listPrice_between=1', 'listPrice_between'],
    ['agentId=notanid', 'agentId'],
    ['id=notanid', 'id'],
    ['createdAt_gte=yesterday', 'createdAt_gte'],
    ['createdAt_gte=2026-13-45', 'createdAt_gte'],
    ['city=%00', 'city'],
    ['q=%00', 'q'],
    [`q=${'x'.repeat(300)}`, 'q'],
    ['_start=-1', '_start'],
    ['_start=abc', '_start'],
    ['_start=999999999999', '_start'],
    ['_start=5000000', '_start'],
    ['_end=100000', '_end'],
    ['_start=10&_end=5', '_end'],
    ['_sort=privateRemarks', '_sort'],
    ['_sort=listPrice;drop table property', '_sort'],
    ['_sort=listPrice&_order=sideways', '_order'],
    ['_after=xyz', '_after'],
    ['_after=WyItdXBkYXRlZEF0LC1pZCIsIngiLCJ5Il0', '_after'],
    ['_trash=maybe', '_trash'],
    ['_total=roughly', '_total'],
    ['filter={', 'filter'],
    ['filter=[{"field":"city","operator":"eq","value":{"a":1}}]', 'filter'],
    ['filter=[{"operator":"or","value":[]}]', 'filter'],
    ['status_toString=ACTIVE', 'status_toString'],
    ['status_constructor=ACTIVE', 'status_constructor'],
    ['createdAt_gte=0000-01-01', 'createdAt_gte'],
    ['createdAt_gte=0001-01-01T00:00:00%2B14:00', 'createdAt_gte'],
    ['createdAt_lte=9999-12-31T23:59:59-14:00', 'createdAt_lte'],
    ['filter=[{"field":"status","operator":"in","value":[]}]', 'filter'],
    ['filter=[{"field":"status","operator":"eq","value":["ACTIVE","SOLD"]}]', 'filter'],
    ['filter=[{"field":"city","operator":"drop","value":1}]', 'filter'],
    ['filter=[{"field":"searchText","operator":"eq","value":1}]', 'filter'],
  ]
  for (const [query, parameter] of cases) {
    it(`${query.slice(0, 60)}: 400`, async () => {
      const answer = await client.get(`/api/properties?${query}`)
      expect(answer.status).toBe(400)
      expect(answer.json).toMatchObject({ type: 'urn:oikion:problem:bad-request', parameter })
    })
  }
})
