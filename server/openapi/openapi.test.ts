import { createConfig, lintFromString } from '@redocly/openapi-core'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { localFiles } from '../files/files.ts'
import type { Live } from '../live/live.ts'
import { servedRoutes } from '../test/servedRoutes.ts'
import { signedIn, testApp, testEnv, testSecret, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'
import type { Described } from './document.ts'
import { operationGroups } from './operations.ts'

let app: TestApp
let owner: Awaited<ReturnType<typeof signedIn>>

beforeAll(async () => {
  app = await testApp()
  owner = await signedIn(app)
})
afterAll(() => app.close())

const operationsIn = ({ paths }: Described) =>
  Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))

async function read(client: TestClient, headers?: Record<string, string>): Promise<Described> {
  const answer = await client.get('/api/openapi.json', headers)
  expect(answer.status, answer.text).toBe(200)
  return answer.json as Described
}

describe('GET /api/openapi.json', () => {
  it('is OpenAPI 3.1 without a fault, for whoever asks', async () => {
    const config = await createConfig({ extends: ['recommended'] })
    const viewer = await signedIn(app, 'VIEWER', owner.organizationId)
    for (const client of [owner.client, viewer.client, new TestClient(app.url)]) {
      const source = JSON.stringify(await read(client))
      expect(source).toContain('"openapi":"3.1')
      const problems = await lintFromString({ source, absoluteRef: 'openapi.json', config })
      const errors = problems.filter(({ severity }) => severity === 'error')
      expect(errors.map(({ message, ruleId }) => `${ruleId}: ${message}`)).toEqual([])
    }
  })

  it('holds every route that is served, and no other', () => {
    const files = localFiles('nowhere')
    const served = servedRoutes(() =>
      createApp({
        env: testEnv,
        sessionSecret: testSecret,
        database: app.database,
        log: pino({ level: 'silent' }),
        imports: { files, sendJob: () => Promise.resolve() },
        storage: { files, quota: 1 },
        live: {} as Live,
      }),
    )
    const declared = operationGroups().flatMap(({ operations }) => operations.map<string>(({ at }) => at))
    const elsewhere = new Set(['GET /metrics', 'POST /api/webhooks/stripe'])
    expect(declared.filter((at) => !served.includes(at) && !elsewhere.has(at))).toEqual([])
    expect(served.filter((at) => !declared.includes(at))).toEqual([])
    expect(new Set(declared).size).toBe(declared.length)
  })

  it('tells nobody but how to get in', async () => {
    const known = operationsIn(await read(new TestClient(app.url)))
    expect(known).toContain('POST /api/auth/login')
    expect(
      known.filter(
        (at) => !/ (\/api\/(auth|files|openapi|webhooks\/stripe)|\/calendar|\/healthz|\/readyz|\/metrics)/.test(at),
      ),
    ).toEqual([])
  })

  it('tells each role what it may do', async () => {
    const documents = await Promise.all(
      (['VIEWER', 'AGENT', 'ADMIN'] as const).map(async (role) =>
        operationsIn(await read((await signedIn(app, role, owner.organizationId)).client)),
      ),
    )
    const [viewer = [], agent = [], admin = []] = documents
    expect(viewer).toContain('GET /api/properties')
    for (const [at, first] of Object.entries({
      'POST /api/properties': agent,
      'GET /api/properties/export': agent,
      'POST /api/properties/import': admin,
      'GET /api/api-tokens': admin,
      'POST /api/invitations': admin,
    })) {
      expect(documents.map((known) => known.includes(at))).toEqual(
        documents.map((_, index) => index >= documents.indexOf(first)),
      )
    }
    const all = operationsIn(await read(owner.client))
    expect(all).toContain('POST /api/members/{id}/transfer')
    for (const closed of ['POST /api/members', 'PATCH /api/activities/{id}', 'DELETE /api/feed/{id}']) {
      expect(all).not.toContain(closed)
    }
  })

  it('tells an API token what its scopes are for, and nothing of people’s own', async () => {
    const wanted = { name: 'reader', role: 'AGENT', scopes: ['clients:read', 'tasks:write'], expiresAt: null }
    const { token } = (await owner.client.post('/api/api-tokens', wanted)).json as { token: string }
    const document = await read(new TestClient(app.url), { authorization: `Bearer ${token}` })
    const known = operationsIn(document).filter((at) => !at.includes('/api/auth'))
    expect(known).toContain('GET /api/clients/{id}')
    expect(known).toContain('POST /api/tasks')
    const others = /clients|tasks|search|files|healthz|readyz|metrics|openapi|calendar\/\{token\}|webhooks\/stripe/
    expect(known.filter((at) => !others.test(at))).toEqual([])
    for (const at of ['POST /api/clients', 'GET /api/tasks', 'GET /api/clients/{id}/merges'])
      expect(known).not.toContain(at)
    expect(document.components['schemas']).not.toHaveProperty('ClientNew')
    expect(document.components['schemas']).not.toHaveProperty('Property')
  })

  it('tells an owner who looks through a lower role of no writing', async () => {
    const { client } = await signedIn(app, 'ORG_OWNER', owner.organizationId)
    await client.post('/api/view-as', { role: 'AGENT' })
    const written = operationsIn(await read(client)).filter(
      (at) => / \/api\/(clients|tasks|notices)/.test(at) && !at.startsWith('GET'),
    )
    expect(written).toEqual([])
  })

  it('is 404 for an organization that is not one’s own', async () => {
    const answer = await owner.client.get('/api/openapi.json', {
      'x-organization-id': '0189f7f0-0000-7000-8000-00000000dead',
    })
    expect(answer.status).toBe(404)
  })
})
