import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { isPooled } from '../database/testing.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import { parse } from 'csv-parse/sync'
import type { TestClient } from '../test/testClient.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const flat = { propertyType: 'APARTMENT', city: 'Κηφισιά', listPrice: 250000.5, livingArea: 85.5, energyClass: 'A+' }

async function rowsOf(client: TestClient, path: string): Promise<string[][]> {
  const answer = await client.get(path)
  expect(answer.status).toBe(200)
  return parse(answer.text, { bom: true })
}

describe('GET /api/<resource>/export', () => {
  it('is a CSV with BOM and CR LF whose name tells what and when', async () => {
    const { client } = await signedIn(app)
    await client.create('clients', { name: 'Άννα', phone: '2101234567' })
    const response = await fetch(`${app.url}/api/clients/export`, {
      headers: { cookie: client.cookie, 'x-organization-id': client.organizationId ?? '' },
    })
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="Clients \d{4}-\d\d-\d\d\.csv"$/)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = bytes.toString()
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(text.endsWith('\r\n')).toBe(true)
  })

  it('shows what the list shows: labels, titles of references, plain numbers, local times', async () => {
    const { client, memberId } = await signedIn(app)
    const owner = await client.create('clients', { name: 'Μαρία Παππά', phone: '2101234567' })
    await client.create('properties', { ...flat, ownerId: owner.id, agentId: memberId, floor: -1, status: 'ACTIVE' })
    const columns = 'reference,propertyType,listPrice,floor,energyClass,ownerId,agentId,status,publishedAt'
    const [head, row] = await rowsOf(client, `/api/properties/export?_columns=${columns}`)
    expect(head).toEqual([
      'Reference',
      'Type',
      'Price',
      'Floor',
      'Energy class',
      'Owner',
      'Agent',
      'Status',
      'Published',
    ])
    expect(row?.slice(0, 8)).toEqual([
      'A-1001',
      'Apartment',
      '250000.5',
      '-1',
      'A+',
      'Μαρία Παππά',
      'ORG_OWNER person',
      'Active',
    ])
    expect(row?.[8]).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d$/)
  })

  it('for reading back in: field names, id and version first, keys and ISO values', async () => {
    const { client } = await signedIn(app)
    const record = await client.create('properties', { ...flat, status: 'ACTIVE' })
    const [head, row] = await rowsOf(client, '/api/properties/export?_values=keys&_columns=status,publishedAt,agentId')
    expect(head).toEqual(['id', 'version', 'status', 'publishedAt', 'agentId'])
    expect(row).toEqual([record.id, '1', 'ACTIVE', record['publishedAt'], ''])
  })

  it('holds all that the list filters and searches for, sorted like it, and no page limit', async () => {
    const { client } = await signedIn(app)
    for (let i = 0; i < 30; i++)
      await client.create('clients', { name: `Name ${String(i).padStart(2, '0')}`, phone: '1' })
    await client.create('clients', { name: 'Another', email: 'x@example.com' })
    const rows = await rowsOf(client, '/api/clients/export?_columns=name&q=name&_sort=name&_order=desc&_start=0&_end=5')
    expect(rows.length).toBe(31)
    expect(rows[1]).toEqual(['Name 29'])
    expect(await rowsOf(client, '/api/clients/export?_columns=name&email_like=x%40')).toEqual([['Name'], ['Another']])
    expect(await rowsOf(client, '/api/clients/export?_columns=name&email=nobody')).toEqual([['Name']])
  })

  it('text that a spreadsheet would compute is disarmed; numbers and line breaks stay as they are', async () => {
    const { client } = await signedIn(app)
    for (const name of ['=1+1', '+30 210', '-x', '@sum', "'=1", "'+", "O'Neil", 'a "quoted", one']) {
      await client.create('clients', { name, phone: '+302101234567', tags: ['=tag'] })
    }
    const rows = await rowsOf(client, '/api/clients/export?_columns=name,phone,tags&_sort=createdAt')
    expect(rows.slice(1).map((row) => row[0])).toEqual([
      "'=1+1",
      "'+30 210",
      "'-x",
      "'@sum",
      "''=1",
      "''+",
      "O'Neil",
      'a "quoted", one',
    ])
    expect(rows[1]?.slice(1)).toEqual(["'+302101234567", "'=tag"])
    await client.create('properties', { ...flat, longitude: -0.39, publicRemarks: 'one\ntwo\r\n"three"' })
    const [, row] = await rowsOf(client, '/api/properties/export?_columns=longitude,publicRemarks')
    expect(row).toEqual(['-0.39', 'one\ntwo\r\n"three"'])
  })

  it('hostile filter values are values', async () => {
    const { client } = await signedIn(app)
    const hostile = [
      "'; drop table client; --",
      "\\'; select 1; --",
      '$1',
      "E'\\\\'",
      '{"a","b"}',
      '\\',
      "''",
      'κλ',
      '%_\\',
    ]
    for (const leadSource of hostile) await client.create('clients', { name: 'n', phone: '1', leadSource })
    for (const value of hostile) {
      const query = new URLSearchParams({ leadSource: value, _columns: 'leadSource' })
      expect(await rowsOf(client, `/api/clients/export?${query.toString()}`)).toEqual([['Source'], [value]])
      const like = new URLSearchParams({ leadSource_like: value, _columns: 'leadSource' })
      expect(await rowsOf(client, `/api/clients/export?${like.toString()}`)).toContainEqual([value])
    }
    const tags = ['a,b', '"', '\\', '{}', "'", 'NULL', 'c;d']
    await client.create('clients', { name: 't', phone: '1', tags })
    for (const tag of tags) {
      const query = new URLSearchParams({ tags: tag, _columns: 'name' })
      expect(await rowsOf(client, `/api/clients/export?${query.toString()}`)).toEqual([['Name'], ['t']])
    }
    expect((await client.get('/api/clients/export?leadSource=a%00b')).status).toBe(400)
  })

  it('a wrong parameter is 400 naming it, before any byte of a file', async () => {
    const { client } = await signedIn(app)
    for (const [query, parameter] of [
      ['_columns=nonsense', '_columns'],
      ['_values=both', '_values'],
      ['_locale=xx', '_locale'],
      ['nonsense=1', 'nonsense'],
    ]) {
      const answer = await client.get(`/api/properties/export?${query}`)
      expect([answer.status, (answer.json as { parameter: string }).parameter]).toEqual([400, parameter])
      expect(answer.headers.get('content-type')).toMatch('application/problem+json')
    }
  })

  it('GET export by role: 200 from AGENT on, 403 for VIEWER, 401 for nobody', async () => {
    const { organizationId } = await addMember(app)
    for (const [role, status] of [
      ['VIEWER', 403],
      ['AGENT', 200],
      ['ADMIN', 200],
      ['ORG_OWNER', 200],
    ] as const) {
      const client = await signIn(app, await addMember(app, role, { organizationId }))
      expect((await client.get('/api/properties/export')).status).toBe(status)
      const isManager = role === 'ADMIN' || role === 'ORG_OWNER'
      expect((await client.get('/api/members/export')).status).toBe(isManager ? 200 : 403)
    }
    expect((await fetch(`${app.url}/api/properties/export`)).status).toBe(401)
  })

  it('is written into the feed with filter, columns and row count', async () => {
    const member = await signedIn(app)
    await member.client.create('properties', flat)
    await member.client.get('/api/properties/export?status=DRAFT&_columns=city&_values=keys')
    const rows = await app.database.read(
      member,
      sql`select resource, changes, actor_id from activity where kind = 'export' order by at`,
    )
    const begun = { filter: 'status=DRAFT', columns: ['id', 'version', 'city'], values: 'keys' }
    const both = [begun, { ...begun, rows: 1, complete: true }]
    expect(rows).toEqual(both.map((changes) => ({ resource: 'properties', actor_id: member.memberId, changes })))
  })

  it('is one snapshot while somebody writes', async () => {
    const member = await signedIn(app)
    await fill(member.organizationId, 20_000)
    const writing = new AbortController()
    const writer = (async () => {
      for (let i = 0; !writing.signal.aborted; i++) await setCity(member.organizationId, `City ${i}`)
    })()
    try {
      for (let i = 0; i < 3; i++) {
        const rows = (await rowsOf(member.client, '/api/properties/export?_columns=city&_sort=createdAt')).slice(1)
        expect([rows.length, new Set(rows.map((row) => row[0])).size]).toEqual([20_000, 1])
      }
    } finally {
      writing.abort()
      await writer
    }
  })

  it('a reader who leaves ends the query and frees its connection', async () => {
    const member = await signedIn(app)
    await fill(member.organizationId, 60_000)
    for (let i = 0; i < 8; i++) {
      const left = new AbortController()
      const response = await fetch(`${app.url}/api/properties/export?_values=keys`, {
        headers: { cookie: member.client.cookie, 'x-organization-id': member.organizationId },
        signal: left.signal,
      })
      await response.body?.getReader().read()
      left.abort()
    }
    await expect
      .poll(
        async () =>
          (
            await app.database.pool.query(
              `select 1 from pg_stat_activity where query like 'copy (%' and state = 'active'`,
            )
          ).rowCount,
        { timeout: 10_000 },
      )
      .toBe(0)
    expect((await member.client.get('/api/properties')).status).toBe(200)
    const logged = () =>
      app.database.read<{ changes: { rows?: number; complete?: boolean } }>(
        member,
        sql`select changes from activity where kind = 'export'`,
      )
    await expect.poll(async () => (await logged()).length, { timeout: 10_000 }).toBe(16)
    const ends = (await logged()).filter(({ changes }) => changes.rows !== undefined)
    expect(ends.map(({ changes }) => changes.complete)).toEqual(Array(8).fill(false))
    expect(Math.max(...ends.map(({ changes }) => changes.rows ?? 0))).toBeLessThan(60_000)
  })

  it('slow readers take no connection from others, nor all files from other organizations; one too many is told to come back', async () => {
    const member = await signedIn(app)
    await fill(member.organizationId, 60_000)
    const left = new AbortController()
    const headers = { cookie: member.client.cookie, 'x-organization-id': member.organizationId }
    const ask = () => fetch(`${app.url}/api/properties/export?_values=keys`, { headers, signal: left.signal })
    try {
      const answers = await Promise.all(Array.from({ length: 12 }, ask))
      const refused = answers.filter(({ status }) => status === 503)
      // Two a process; behind the pooler two of them take turns.
      const given = isPooled ? 4 : 2
      expect([answers.filter(({ status }) => status === 200).length, refused.length]).toEqual([given, 12 - given])
      expect(refused[0]?.headers.get('retry-after')).toBe('30')
      expect(await refused[0]?.json()).toMatchObject({ type: 'urn:oikion:problem:unavailable' })
      const started = performance.now()
      expect((await member.client.get('/api/properties?_end=1')).status).toBe(200)
      expect(performance.now() - started).toBeLessThan(2000)
      const other = await signedIn(app)
      expect((await other.client.get('/api/properties/export')).status).toBe(200)
    } finally {
      left.abort()
    }
  }, 120_000)
})

function fill(organizationId: string, count: number) {
  return app.database.withOrganization({ organizationId, userId: organizationId }, (tx) =>
    tx.query(sql`insert into property (organization_id, id, reference, property_type, transaction_type, status, country, city, address_visibility, public_remarks, created_at, updated_at, version)
      select ${organizationId}::uuid, gen_random_uuid(), 'X-' || i, 'LAND', 'SALE', 'DRAFT', 'GR', 'City', 'AREA', repeat('text ', 100), now(), now(), 1 from generate_series(1, ${count}::int) i`),
  )
}

function setCity(organizationId: string, city: string) {
  return app.database.withOrganization({ organizationId, userId: organizationId }, (tx) =>
    tx.query(sql`update property set city = ${city}::text`),
  )
}
