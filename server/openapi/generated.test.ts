import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localFiles } from '../files/files.ts'
import { resources } from '../resources/index.ts'
import { oneMore } from '../test/oneMore.ts'
import { requestsFor } from '../test/requests.ts'
import { signedIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'
import { describeApi, type Described } from './document.ts'

/**
 * Requests made up from the document, right and wrong ones: none is answered with a fault of ours, nor with anything that
 * the document does not know, which the client looks at. `GENERATED_REQUESTS=500` makes more of each.
 */
const runs = Number(process.env['GENERATED_REQUESTS'] ?? 25)

/** They would end what the other requests need: the session, its rights, or never themselves; nobody watches this server. */
const left = new Set([
  'get /api/live',
  'get /metrics',
  'post /api/auth/logout',
  'post /api/view-as',
  'post /api/members/{id}/transfer',
  'post /api/members/{id}/remove',
  'post /api/members/{id}/sign-out',
  'delete /api/members/{id}',
])

const document = describeApi('everything', { url: 'http://oikion.test', cookieName: 'oikion.sid' })
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, described]) => ({ method, path, item: described, tag: tagOf(described) })),
)
const asked = operations.filter(({ method, path }) => !left.has(`${method} ${path}`))
const tags = [...new Set(asked.map(({ tag }) => tag))]

function tagOf(item: Described['paths'][string][keyof Described['paths'][string]]): string {
  return (item?.['tags'] as string[] | undefined)?.[0] ?? ''
}

const folder = path.join(os.tmpdir(), `oikion-generated-${uuid()}`)
let app: TestApp
let owner: Awaited<ReturnType<typeof signedIn>>
let agent: TestClient
const known: string[] = []

beforeAll(async () => {
  app = await testApp({ imports: { files: localFiles(folder), sendJob: () => Promise.resolve() } })
  owner = await signedIn(app)
  agent = (await signedIn(app, 'AGENT', owner.organizationId)).client
  for (const definition of Object.values(resources)) {
    const record = await oneMore(app, owner.client, definition)
    known.push(record.id)
    const history = (await owner.client.get(`/api/${definition.name}/${record.id}/history`)).json
    if (Array.isArray(history)) known.push(...(history as JsonRecord[]).map(({ id }) => id))
  }
  known.push(owner.organizationId)
})
afterAll(async () => {
  await app.close()
  await fs.rm(folder, { recursive: true, force: true })
})

describe(`${runs} generated requests`, () => {
  for (const tag of tags) {
    it(`${tag}: nothing but what the document says`, { timeout: 20_000 + runs * 200 }, async () => {
      const ids = fc.nat().map((number) => known[number % known.length] ?? '')
      const here = asked.filter((operation) => operation.tag === tag)
      const requests = fc.oneof(...here.map((operation) => requestsFor(document, operation, ids)))
      await fc.assert(
        fc.asyncProperty(requests, fc.boolean(), async ({ method, path, headers, body }, isOwner) => {
          const answer = await (isOwner ? owner.client : agent).request(method, path, { headers, body })
          expect(answer.status, `${method} ${path}\n${body}\n${answer.text}`).toBeLessThan(500)
          // A caller who was put out would see nothing of what comes next.
          if (!path.startsWith('/api/auth')) expect(answer.status, answer.text).not.toBe(401)
          const made = (answer.json as JsonRecord | undefined)?.id
          if (answer.status === 201 && made) known.push(made)
        }),
        { numRuns: runs, endOnFailure: true },
      )
    })
  }
})
