import { pino } from 'pino'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import type { Definition } from '../resources/define.ts'
import { resources } from '../resources/index.ts'
import { reach, type Action, type Role } from '../resources/roles.ts'
import { scopesOf, tokenScopes } from '../resources/scopes.ts'
import { defaultSettings } from '../resources/settings.ts'
import { exampleOf } from '../test/examples.ts'
import { exampleWith, isCreated, oneMore, someEdit } from '../test/oneMore.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import { TestClient, type Answer, type JsonRecord } from '../test/testClient.ts'

let app: TestApp
let logged = ''
beforeAll(async () => {
  const stream = new PassThrough().on('data', (chunk) => (logged += String(chunk)))
  app = await testApp({ log: pino({ level: 'trace' }, stream) })
})
afterAll(() => app.close())

/** A program that asks with a token: no cookie, no organization named. */
class Program extends TestClient {
  private readonly token: string
  constructor(token: unknown) {
    super(app.url)
    this.token = String(token)
  }
  override request(...[method, path, options = {}]: Parameters<TestClient['request']>): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.token}`, ...options.headers }
    return super.request(method, path, { ...options, headers })
  }
}
const wanted = (scopes: readonly string[], role: Role = 'ADMIN', expiresAt: string | null = null) => ({
  name: 'A program',
  role,
  scopes,
  expiresAt,
})
const programOf = async (maker: TestClient, ...given: Parameters<typeof wanted>) => {
  const made = await maker.create('api-tokens', wanted(...given))
  return { id: made.id, program: new Program(made['token']) }
}

let serial = 1000
const attempts: Record<
  Exclude<Action, 'import'>,
  (client: TestClient, to: Definition, id: string, owner: TestClient) => Promise<Answer>
> = {
  list: (client, { name }) => client.get(`/api/${name}`),
  show: (client, { name }, id) => client.get(`/api/${name}/${id}`),
  create: async (client, to, _id, owner) =>
    client.post(`/api/${to.name}`, isCreated(to) ? await exampleWith(owner, to, ++serial) : {}),
  edit: (client, to, id) => client.patch(`/api/${to.name}/${id}`, someEdit(to, ++serial)),
  bulkEdit: (client, to, id) =>
    client.post(`/api/${to.name}/bulk`, { action: 'edit', ids: [id], changes: someEdit(to, ++serial) }),
  export: (client, { name }) => client.get(`/api/${name}/export`),
  delete: (client, { name }, id) => client.delete(`/api/${name}/${id}`),
}

for (const definition of Object.values(resources)) {
  describe(`${definition.name} by API token`, () => {
    let owner: TestClient
    beforeAll(async () => {
      ;({ client: owner } = await signedIn(app))
    })
    const others = tokenScopes.filter((scope) => !scope.startsWith(`${definition.name}:`))
    const grants = { nothing: others, reading: [...others, `${definition.name}:read`], all: tokenScopes } as const
    for (const [grant, scopes] of Object.entries(grants)) {
      const known = scopes.filter((scope) => tokenScopes.includes(scope))
      for (const role of ['VIEWER', 'ADMIN'] as const) {
        it(`as ${role} with the scopes of ${grant}: what scope and role allow together`, async () => {
          const { program } = await programOf(owner, known, role)
          for (const [action, attempt] of Object.entries(attempts)) {
            const { id } = await oneMore(app, owner, definition, ++serial)
            const isReading = ['list', 'show', 'export'].includes(action)
            const hasScope = known.includes(`${definition.name}:${isReading ? 'read' : 'write'}`)
            const granted = reach(definition, action as Action, { role, settings: defaultSettings })
            // The token speaks for its maker, who is the owner: what is theirs is its own.
            const may = hasScope && granted !== 'none'
            const { status } = await attempt(program, definition, id, owner)
            expect([action, status < 300 ? 'done' : status]).toEqual([action, may ? 'done' : 403])
          }
        })
      }
    }
  })
}

it('there is no scope for who gets in, and none for writing what nobody writes by hand', () => {
  expect(scopesOf(resources['invitations']!)).toEqual([])
  expect(scopesOf(resources['api-tokens']!)).toEqual([])
  expect(scopesOf(resources['members']!)).toEqual(['members:read'])
  expect(scopesOf(resources['clients']!)).toEqual(['clients:read', 'clients:write'])
})

it('what no token is made with is refused', async () => {
  const { client } = await signedIn(app)
  const cases: [object, string][] = [
    [{ ...wanted(['clients:delete']) }, '/scopes/0'],
    [{ ...wanted(['members:write']) }, '/scopes/0'],
    [{ ...wanted(['clients:read', 'clients:read']) }, '/scopes'],
    [{ ...wanted([]) }, '/scopes'],
    [{ ...wanted(['clients:read']), name: ' ' }, '/name'],
    [{ ...wanted(['clients:read']), role: 'ROOT' }, '/role'],
    [{ ...wanted(['clients:read'], 'AGENT', '2020-01-01T00:00:00Z') }, '/expiresAt'],
  ]
  for (const [body, pointer] of cases) {
    expect((await client.post('/api/api-tokens', body)).json).toMatchObject({ errors: [{ pointer }] })
  }
})

it('a token is told once and never again: not in lists, histories, exports, answers or the log', async () => {
  const { client, organizationId } = await signedIn(app)
  const made = await client.create('api-tokens', wanted(tokenScopes))
  const token = String(made['token'])
  expect(token).toMatch(/^oik_[\w-]{43}$/)
  expect(token.startsWith(String(made['prefix']))).toBe(true)
  const program = new Program(token)
  await program.create('clients', exampleOf(resources['clients']!))
  const secret = token.slice(12)
  const paths = [
    '/api-tokens',
    `/api-tokens/${made.id}`,
    `/api-tokens/${made.id}/history`,
    '/activities',
    '/activities/export?_values=keys',
  ]
  for (const path of paths) expect((await client.get(`/api${path}`)).text).not.toContain(secret)
  expect(logged).toContain('/api/clients')
  expect(logged).not.toContain(secret)
  const rows = await app.database.withOrganization({ organizationId, userId: '' }, (tx) =>
    tx.query(sql`select row_to_json(t)::text as row from api_token t where id = ${made.id}::uuid`),
  )
  expect(JSON.stringify(rows)).not.toContain(secret)
})

it('what a program does is written down for its maker and its token', async () => {
  const { client, memberId } = await signedIn(app)
  const { id, program } = await programOf(client, ['clients:write', 'clients:read'])
  const record = await program.create('clients', exampleOf(resources['clients']!))
  expect(record).toMatchObject({ createdBy: memberId })
  expect((await client.get(`/api/activities?recordId=${record.id}`)).json).toMatchObject([
    { tokenId: id, createdBy: memberId },
  ])
  expect((await client.get(`/api/api-tokens/${id}`)).json).toMatchObject({
    lastUsedAt: expect.any(String) as string,
    version: 1,
  })
})

it('its role is never above its maker’s current one', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const maker = await addMember(app, 'ADMIN', { organizationId })
  const { program } = await programOf(await signIn(app, maker), tokenScopes, 'ADMIN')
  const create = () => program.post('/api/clients', exampleOf(resources['clients']!))
  expect((await create()).status).toBe(201)
  await owner.patch(`/api/members/${maker.memberId}`, { role: 'VIEWER' })
  expect((await create()).status).toBe(403)
  expect((await program.get('/api/clients')).status).toBe(200)
  expect((await program.get('/api/activities')).status).toBe(403)
})

it('revoked, expired, garbled or foreign, it is 401 or 404 at once', async () => {
  const { client, organizationId } = await signedIn(app)
  const { id, program } = await programOf(client, tokenScopes)
  const { organizationId: foreign } = await signedIn(app)
  expect((await program.get('/api/clients', { 'x-organization-id': foreign })).status).toBe(404)
  expect((await program.get('/api/clients', { 'x-organization-id': organizationId })).status).toBe(200)
  await client.delete(`/api/api-tokens/${id}`)
  const revoked = await program.get('/api/clients')
  expect([revoked.status, revoked.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect((await client.post(`/api/api-tokens/${id}/restore`, {})).status).toBe(409)

  const short = await programOf(client, tokenScopes, 'ADMIN', new Date(Date.now() + 3_600_000).toISOString())
  expect((await short.program.get('/api/clients')).status).toBe(200)
  await app.database.withOrganization({ organizationId, userId: '' }, (tx) =>
    tx.query(sql`update api_token set expires_at = now() where id = ${short.id}::uuid`),
  )
  expect((await short.program.get('/api/clients')).status).toBe(401)
  for (const token of ['', 'oik_', 'oik_wrong', 'x y']) {
    expect((await new Program(token).get('/api/clients')).status).toBe(401)
  }
})

it('a token does not fall back to a session that comes along with it', async () => {
  const { client } = await signedIn(app)
  expect((await client.get('/api/clients', { authorization: 'Bearer oik_wrong' })).status).toBe(401)
  expect((await client.get('/api/clients', { authorization: 'Basic eDp5' })).status).toBe(200)
})

it('people’s and organizations’ affairs are closed to it', async () => {
  const { client, organizationId } = await signedIn(app)
  const { memberId } = await addMember(app, 'AGENT', { organizationId })
  const { program } = await programOf(client, tokenScopes, 'ORG_OWNER')
  const closed: [string, string][] = [
    ['GET', '/api/auth/me'],
    ['PATCH', '/api/account'],
    ['GET', '/api/account/sessions'],
    ['GET', '/api/organizations'],
    ['POST', '/api/organizations'],
    ['GET', `/api/organizations/${organizationId}`],
    ['PATCH', `/api/organizations/${organizationId}`],
    ['DELETE', `/api/organizations/${organizationId}`],
    ['POST', `/api/organizations/${organizationId}/leave`],
    ['GET', `/api/members/${memberId}/work`],
    ['POST', `/api/members/${memberId}/remove`],
    ['POST', `/api/members/${memberId}/transfer`],
    ['POST', `/api/members/${memberId}/sign-out`],
    ['PATCH', `/api/members/${memberId}`],
    ['DELETE', `/api/members/${memberId}`],
    ['GET', '/api/invitations'],
    ['POST', '/api/invitations'],
    ['GET', '/api/api-tokens'],
    ['POST', '/api/api-tokens'],
    ['POST', '/api/view-as'],
    ['DELETE', '/api/view-as'],
  ]
  for (const [method, path] of closed) {
    const body = method === 'GET' ? undefined : '{}'
    const { status } = await program.request(method, path, { body, headers: { 'content-type': 'application/json' } })
    expect([method, path, status]).toEqual([method, path, 403])
  }
  expect((await client.get(`/api/members/${memberId}`)).json).toMatchObject({ role: 'AGENT' })
})

it('imports are closed to a token that may not write their resource', async () => {
  const { client } = await signedIn(app)
  const upload = (by: TestClient) =>
    by.request('POST', '/api/clients/import?fileName=secret.csv', {
      body: 'name,email\nA,a@example.com\n',
      headers: { 'content-type': 'text/csv' },
    })
  const { id } = (await upload(client)).json as JsonRecord
  const { program } = await programOf(client, ['clients:read', 'properties:write'])
  expect((await upload(program)).status).toBe(403)
  expect((await program.get('/api/imports')).text).not.toContain('secret.csv')
  for (const path of [`/api/imports/${id}`, `/api/imports/${id}/refused`])
    expect((await program.get(path)).status).toBe(403)
})
