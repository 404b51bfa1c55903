import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { localFiles, type Files } from '../files/files.ts'
import { roles } from '../resources/roles.ts'
import { addressesOf, mediaApp, mediaIn, uploaded, withProperty, type MediaApp } from '../test/mediaApp.ts'
import { jpeg } from '../test/pictures.ts'
import { addMember, addUser, signedIn, signIn, type TestMember } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'
import { tableEntry } from './manifest.ts'
import { withArchive, type Archive } from './openArchive.ts'
import { backupOrganization } from './organization.ts'
import { restoreOrganization } from './restoreOrganization.ts'

let app: MediaApp
let folder: string
/** What was read of the store, by name. */
const opened = new Map<string, Readable[]>()
let owner: TestMember & { client: TestClient; propertyId: string }
let pictureId: string
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-export-'))
  app = await mediaApp({ files: watched(localFiles(path.join(folder, 'store'))) })
  owner = await withProperty(app)
  pictureId = (await uploaded(owner.client, owner.propertyId, { name: 'sea.jpg', bytes: await jpeg() }))[0]!.id
  await app.makeSizes()
  const client = await owner.client.create('clients', { name: 'Μαρία "Δ.", \\.', clientType: 'PERSON', phone: '2101' })
  await owner.client.create('notes', { content: 'one\ntwo', clientId: client.id })
  await owner.client.post('/api/api-tokens', { name: 'Key', role: 'VIEWER', scopes: ['clients:read'] })
})
afterAll(async () => {
  await app.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

const addressOf = (organizationId = owner.organizationId) => `/api/organizations/${organizationId}/export`
const ask = (signal?: AbortSignal) => fetch(app.url + addressOf(), { headers: { cookie: owner.client.cookie }, signal })

async function downloaded(name: string): Promise<{ file: string; headers: Headers }> {
  const answer = await ask()
  expect(answer.status).toBe(200)
  const file = path.join(folder, name)
  fs.writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
  return { file, headers: answer.headers }
}

const written = (organizationId = owner.organizationId) =>
  app.database.read<{ changes: { rows: number; files: number; complete: boolean } | null }>(
    { organizationId, userId: '' },
    sql`select resource, record_id, title, actor_id, changes from activity where kind = 'export' order by at`,
  )

describe('GET /api/organizations/:id/export', () => {
  it('is the file that the command line writes', async () => {
    const { file: taken, headers } = await downloaded('app.zip')
    expect(headers.get('content-type')).toBe('application/zip')
    expect(headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="Organization ${owner.organizationId} \\d{4}-\\d\\d-\\d\\d\\.zip"$`),
    )
    const manifest = await withArchive(taken, (archive) => Promise.resolve(archive.manifest))
    const file = path.join(folder, 'command.zip')
    const slug = `org-${owner.organizationId}`
    const same = await backupOrganization({ ownerUrl: app.directUrl, files: app.files, file, slug })
    // But for the rows that say that it was taken.
    const parts = ({ tables, files, migrations, organization }: typeof same) => ({
      tables: tables.filter(({ name }) => name !== 'activity'),
      columns: tables.map(({ name, columns }) => ({ name, columns })),
      files,
      migrations,
      organization,
    })
    expect(parts(manifest)).toEqual(parts(same))
    expect(manifest.files.length).toBeGreaterThan(0)
  })

  it('comes back beside the living one, with its records and pictures', async () => {
    const { file } = await downloaded('restored.zip')
    const restored = await restoreOrganization({ ownerUrl: app.directUrl, files: app.files, file, owner: owner.email })
    expect(restored.id).not.toBe(owner.organizationId)
    const client = await signIn(app, { ...owner, organizationId: restored.id })
    expect((await client.get('/api/properties')).json).toMatchObject([{ id: owner.propertyId, city: 'Χανιά' }])
    expect((await client.get('/api/notes')).json).toMatchObject([{ content: 'one\ntwo' }])
    expect(await mediaIn(client, owner.propertyId)).toMatchObject([{ id: pictureId }])
    const address = (await addressesOf(client, pictureId))[pictureId]!['320']!
    expect((await client.request('GET', address)).status).toBe(200)
  })

  it('is one moment while somebody writes', async () => {
    const load = { isOver: false }
    const mark = (number: number) =>
      app.database.withOrganization(owner, async (tx) => {
        await tx.query(sql`update client set lead_source = ${`moment ${number}`}::text`)
        await tx.query(sql`update property set city = ${`moment ${number}`}::text`)
      })
    await mark(0)
    const writing = (async () => {
      for (let number = 1; !load.isOver; number++) await mark(number)
    })()
    try {
      for (const name of ['one.zip', 'two.zip', 'three.zip']) {
        const { file } = await downloaded(name)
        await withArchive(file, async (archive) => {
          const cities = await cellsOf(archive, 'property', 'city')
          expect(cities[0]).toMatch(/^moment/)
          expect(await cellsOf(archive, 'client', 'lead_source')).toEqual(cities)
        })
      }
    } finally {
      load.isOver = true
      await writing
    }
    await owner.client.patch(`/api/properties/${owner.propertyId}`, { city: 'Χανιά' })
  })

  it('holds no key to anything, and nobody else’s rows', async () => {
    const stranger = await signedIn(app)
    await stranger.client.create('clients', { name: 'Stranger', phone: '2102' })
    const { file } = await downloaded('secrets.zip')
    await withArchive(file, async (archive) => {
      const { manifest } = archive
      const columns = manifest.tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`))
      expect(columns.filter((name) => /hash|secret|token_h|nonce|user_id/.test(name))).toEqual([])
      expect(manifest.tables.map(({ name }) => name)).not.toContain('api_token')
      for (const { name } of manifest.tables) {
        const rows = (await buffer(await archive.read(tableEntry(name)))).toString()
        expect(rows, name).not.toContain(stranger.organizationId)
      }
    })
  })

  it('is written down before its first byte and at its end, for the audit alone', async () => {
    const { client, organizationId, memberId } = await signedIn(app)
    const agent = await signedIn(app, 'AGENT', organizationId)
    await client.create('clients', { name: 'One', phone: '2103' })
    expect((await client.get(addressOf(organizationId))).status).toBe(200)
    const title = `Organization ${organizationId}`
    const row = { resource: 'organization', record_id: organizationId, title, actor_id: memberId }
    const end = { rows: expect.any(Number) as unknown, files: 0, complete: true }
    expect(await written(organizationId)).toEqual([
      { ...row, changes: null },
      { ...row, changes: end },
    ])
    const audit = '/api/activities?kind=export&resource=organization'
    expect((await client.get(audit)).json).toHaveLength(2)
    expect((await agent.client.get(audit)).status).toBe(403)
    for (const reader of [client, agent.client]) expect((await reader.get('/api/feed')).text).not.toContain(title)
  })

  it('a reader who leaves ends it, is written down as that, and keeps nothing open', async () => {
    const name = `media.${owner.propertyId}.full`
    await app.files.write(owner.organizationId, name, many(randomBytes(1 << 20), 48))
    const before = (await written()).length
    const left = new AbortController()
    const answer = await ask(left.signal)
    await answer.body?.getReader().read()
    const held = () => (opened.get(name) ?? []).filter(({ closed }) => !closed)
    // The rows have gone out, and their transaction is over while files wait for the reader.
    await expect.poll(held, { timeout: 10_000 }).toHaveLength(1)
    expect(await reading()).toBe(0)
    left.abort()
    await expect.poll(async () => (await written()).length, { timeout: 10_000 }).toBe(before + 2)
    const end = (await written()).at(-1)?.changes
    expect(end).toMatchObject({ complete: false })
    expect(end?.rows).toBeGreaterThan(0)
    await expect.poll(held, { timeout: 10_000 }).toHaveLength(0)
    await app.files.remove(owner.organizationId, name)
    await downloaded('after.zip')
  })

  it('one who leaves between rows frees the connection; readers who wait hold two at most', async () => {
    const { client, organizationId } = await signedIn(app)
    await app.database.withOrganization({ organizationId, userId: '' }, (tx) =>
      tx.query(sql`insert into property (organization_id, id, reference, property_type, transaction_type, status, country, city, address_visibility, public_remarks, created_at, updated_at, version)
        select ${organizationId}::uuid, gen_random_uuid(), 'X-' || i, 'LAND', 'SALE', 'DRAFT', 'GR', 'City', 'AREA',
          (select string_agg(md5(random()::text), ' ') from generate_series(1, 200) where i > 0), now(), now(), 1 from generate_series(1, 4000) i`),
    )
    const left = new AbortController()
    const headers = { cookie: client.cookie }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => fetch(app.url + addressOf(organizationId), { headers, signal: left.signal })),
    )
    const refused = answers.filter(({ status }) => status === 503)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.headers.get('content-disposition')).toBeNull()
    const given = answers.length - refused.length
    expect(await reading()).toBe(given)
    left.abort()
    await expect.poll(reading, { timeout: 10_000 }).toBe(0)
    await expect.poll(async () => (await written(organizationId)).length, { timeout: 10_000 }).toBe(2 * given)
    const ends = (await written(organizationId)).flatMap(({ changes }) => changes ?? [])
    expect(ends.map(({ complete }) => complete)).toEqual(Array(given).fill(false))
    await downloaded('after.zip')
  }, 120_000)
})

describe('who may take everything', () => {
  for (const role of roles) {
    const status = role === 'ORG_OWNER' ? 200 : 403
    it(`${role}: ${status}`, async () => {
      const member = await addMember(app, role, { organizationId: owner.organizationId })
      const before = (await written()).length
      expect((await (await signIn(app, member)).get(addressOf())).status).toBe(status)
      expect((await written()).length).toBe(before + (status === 200 ? 2 : 0))
    })
  }

  it('the owner of a personal workspace', async () => {
    const client = await signIn(app, await addUser(app))
    const [workspace] = (await client.get('/api/organizations')).json as { id: string; isPersonal: boolean }[]
    expect(workspace?.isPersonal).toBe(true)
    expect((await client.get(addressOf(workspace?.id))).status).toBe(200)
  })

  it('not of another organization, nor of a deleted one, nor signed out', async () => {
    const { client, organizationId } = await signedIn(app)
    expect((await client.get(addressOf())).status).toBe(404)
    expect((await client.get('/api/organizations/none/export')).status).toBe(404)
    expect((await new TestClient(app.url).get(addressOf())).status).toBe(401)
    await client.request('DELETE', `/api/organizations/${organizationId}`, {
      body: JSON.stringify({ name: `Organization ${organizationId}` }),
      headers: { 'content-type': 'application/json' },
    })
    expect((await client.get(addressOf(organizationId))).status).toBe(404)
  })

  it('no API token', async () => {
    const wanted = { name: 'All', role: 'ORG_OWNER', scopes: ['clients:read'], expiresAt: null }
    const { token } = (await owner.client.post('/api/api-tokens', wanted)).json as { token: string }
    expect(token).toMatch(/^oik_/)
    const answer = await new TestClient(app.url).get(addressOf(), { authorization: `Bearer ${token}` })
    expect(answer.status).toBe(403)
  })

  it('nobody who looks through another role', async () => {
    const { client, organizationId } = await signedIn(app)
    await client.post('/api/view-as', { role: 'ADMIN' })
    expect((await client.get(addressOf(organizationId))).status).toBe(403)
    await client.delete('/api/view-as')
    expect((await client.get(addressOf(organizationId))).status).toBe(200)
  })
})

async function cellsOf(archive: Archive, table: string, column: string) {
  const text = await buffer(await archive.read(tableEntry(table)))
  return parse<Record<string, string>>(text, { columns: true }).map((row) => row[column])
}

function watched(files: Files): Files {
  return {
    ...files,
    read(organizationId, name, range) {
      const stream = files.read(organizationId, name, range)
      opened.set(name, [...(opened.get(name) ?? []), stream])
      return stream
    },
  }
}

async function* many(chunk: Buffer, times: number) {
  for (let time = 0; time < times; time++) yield chunk
}

/** Connections that are in the middle of reading rows for a file. */
async function reading(): Promise<number> {
  const { rows } = await app.database.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and query ilike 'copy (%' and state <> 'idle'`,
  )
  return rows[0]!.count
}
