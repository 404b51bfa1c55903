import simpleRest from '@refinedev/simple-rest'
import jsonServer from 'ra-data-json-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedIn, testApp, type TestApp } from '../test/testApp.ts'

/** Published clients of json-server's dialect, as they are, against the running server. */
let app: TestApp
let headers: Record<string, Record<string, string>>

beforeAll(async () => {
  app = await testApp()
  const { client } = await signedIn(app)
  const scopes = ['clients:read', 'clients:write']
  const made = await client.post('/api/api-tokens', { name: 'A program', role: 'ORG_OWNER', scopes, expiresAt: null })
  headers = {
    'an API token': { authorization: `Bearer ${(made.json as { token: string }).token}` },
    'a session': { cookie: client.cookie, 'x-organization-id': client.organizationId ?? '' },
  }
})
afterAll(() => app.close())

/** One client in the words of the other tests: what each calls these is all that differs. */
interface Stock {
  list: (ask: Asked) => Promise<{ data: Row[]; total?: number }>
  one: (id: string) => Promise<Row>
  many: (ids: string[]) => Promise<Row[]>
  create: (values: object) => Promise<Row>
  update: (before: Row, values: object) => Promise<Row>
  remove: (id: string) => Promise<Row>
}
interface Asked {
  filter: { field: string; operator: 'eq' | 'contains' | 'gte'; value: unknown }[]
  sort: { field: string; order: 'asc' | 'desc' }
  page: number
  perPage: number
}
type Row = Record<string, unknown> & { id: string }

const nameOf = (number: number) => `Πελάτης ${String(number).padStart(2, '0')}`
const suffixes = { eq: '', contains: '_like', gte: '_gte' }

const clients: Record<string, (sent: Record<string, string>) => Stock> = {
  '@refinedev/simple-rest': (sent) => {
    const provider = simpleRest(`${app.url}/api`)
    const about = { resource: 'clients', meta: { headers: sent } }
    const data = async (answer: Promise<{ data: unknown }>) => (await answer).data as Row
    return {
      list: async ({ filter, sort, page, perPage }) => {
        const pagination = { currentPage: page, pageSize: perPage }
        const answer = await provider.getList({ ...about, filters: filter, sorters: [sort], pagination })
        return { data: answer.data as Row[], total: answer.total }
      },
      one: (id) => data(provider.getOne({ ...about, id })),
      many: async (ids) => (await provider.getMany({ ...about, ids })).data as Row[],
      create: (variables) => data(provider.create({ ...about, variables })),
      update: ({ id }, variables) => data(provider.update({ ...about, id, variables })),
      remove: (id) => data(provider.deleteOne({ ...about, id })),
    }
  },
  'ra-data-json-server': (sent) => {
    const fetched = async (url: string, options: RequestInit = {}) => {
      const json = options.body ? { 'content-type': 'application/json' } : undefined
      const answer = await fetch(url, { ...options, headers: { ...sent, ...json } })
      const body: unknown = await answer.json()
      if (!answer.ok) throw Object.assign(new Error((body as Error).message), { status: answer.status, body })
      return { status: answer.status, headers: answer.headers, json: body }
    }
    const provider = jsonServer(`${app.url}/api`, fetched as never)
    const data = async (answer: Promise<{ data: unknown }>) => (await answer).data as Row
    return {
      list: async ({ filter, sort, page, perPage }) => {
        const asked = Object.fromEntries(
          filter.map(({ field, operator, value }) => [field + suffixes[operator], value]),
        )
        const order = sort.order.toUpperCase() as 'ASC' | 'DESC'
        const params = { filter: asked, sort: { field: sort.field, order }, pagination: { page, perPage } }
        return provider.getList('clients', params)
      },
      one: (id) => data(provider.getOne('clients', { id })),
      many: async (ids) => (await provider.getMany('clients', { ids })).data as Row[],
      create: (values) => data(provider.create('clients', { data: values })),
      // React-admin's forms send the whole record, with what they were given and nobody sets.
      update: (before, values) => {
        return data(provider.update('clients', { id: before.id, data: { ...before, ...values }, previousData: before }))
      },
      remove: (id) => data(provider.delete('clients', { id, previousData: { id } })),
    }
  },
}

for (const [name, make] of Object.entries(clients)) {
  for (const credentials of ['an API token', 'a session']) {
    describe(`${name} with ${credentials}`, () => {
      const stock = () => make(headers[credentials] ?? {})
      const source = `${name} ${credentials}`
      const made: Row[] = []

      it('creates', async () => {
        for (let number = 1; number <= 30; number++) {
          const row = await stock().create({ name: nameOf(number), leadSource: source, email: 'a@example.com' })
          expect(row).toMatchObject({ name: expect.stringContaining('Πελάτης'), version: 1 })
          made.push(row)
        }
      })

      it('lists with filter, order and pages', async () => {
        const filter = [
          { field: 'leadSource', operator: 'eq', value: source } as const,
          { field: 'createdAt', operator: 'gte', value: '2020-01-01' } as const,
        ]
        const page = { filter, sort: { field: 'name', order: 'desc' }, page: 2, perPage: 8 } as const
        const { data, total } = await stock().list(page)
        expect(total).toBe(30)
        expect(data.map((row) => row['name'])).toEqual([22, 21, 20, 19, 18, 17, 16, 15].map(nameOf))
      })

      it('searches', async () => {
        const filter = [{ field: 'q', operator: 'eq', value: 'pelatis 07' } as const]
        const { data } = await stock().list({ filter, sort: { field: 'name', order: 'asc' }, page: 1, perPage: 10 })
        expect(data.map((row) => row['name'])).toContain('Πελάτης 07')
      })

      it('reads one, and as many as it names', async () => {
        const [first] = made
        expect(await stock().one(String(first?.id))).toMatchObject({ id: first?.id, name: 'Πελάτης 01' })
        const rows = await stock().many(made.map(({ id }) => id))
        expect(rows.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort())
      })

      it('updates', async () => {
        const before = await stock().one(String(made[1]?.id))
        expect(await stock().update(before, { phone: '210 1234567' })).toMatchObject({
          id: before.id,
          name: 'Πελάτης 02',
          leadSource: source,
          phone: '+302101234567',
          version: 2,
        })
      })

      it('deletes', async () => {
        expect(await stock().remove(String(made[2]?.id))).toMatchObject({ id: made[2]?.id })
        const filter = [{ field: 'leadSource', operator: 'eq', value: source } as const]
        const { total } = await stock().list({ filter, sort: { field: 'name', order: 'asc' }, page: 1, perPage: 1 })
        expect(total).toBe(29)
      })

      it('is told what is wrong, in words', async () => {
        await expect(stock().create({ name: '' })).rejects.toMatchObject({ message: expect.stringContaining('name') })
      })
    })
  }
}

describe('PUT of a whole record', () => {
  it('is refused when it was read at another version, or says otherwise what nobody sets', async () => {
    const { client } = await signedIn(app)
    const read = await client.create('clients', { name: 'Άννα', email: 'anna@example.com' })
    const put = (body: object) => client.put(`/api/clients/${read.id}`, body)
    expect((await put({ ...read, createdAt: '2020-01-01T00:00:00.000Z' })).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '/createdAt' }],
    })
    expect((await put({ ...read, organizationId: read.id })).status).toBe(422)
    expect((await put({ ...read, name: 'Άννα Β.' })).json).toMatchObject({ name: 'Άννα Β.', version: 2 })
    expect((await put({ ...read, name: 'Άννα Γ.' })).json).toMatchObject({ status: 409, current: { version: 2 } })
  })
})
