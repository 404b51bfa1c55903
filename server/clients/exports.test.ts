import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pino } from 'pino'
import { v7 as uuid } from 'uuid'
import { fromBufferPromise } from 'yauzl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { localFiles } from '../files/files.ts'
import { startJobs } from '../jobs/jobs.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'
import { clientExportHandler } from './exportJob.ts'
import { exportFileOf, type ClientExport } from './exports.ts'
import type { Held } from './held.ts'
import { purgeClientCare } from './purge.ts'

const day = 86_400_000
let clock = new Date()
const now = () => clock
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-client-exports-'))
const files = localFiles(folder)
const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
let app: TestApp
let owner: TestClient
let organizationId: string
let userId: string
beforeAll(async () => {
  app = await testApp({ now, imports: { files, sendJob: () => Promise.reject(new Error('no imports here')) } })
  ;({ client: owner, organizationId, userId } = await signedIn(app))
})
afterAll(async () => {
  await app.close()
  fs.rmSync(folder, { recursive: true })
})

const ask = async (clientId: string, who = owner, language = 'en') => {
  const answer = await who.post(`/api/clients/${clientId}/export`, {}, { 'accept-language': language })
  expect(answer.status).toBe(202)
  return answer.json as ClientExport
}
const show = async (id: string, who = owner) => (await who.get(`/api/clients/exports/${id}`)).json as ClientExport

/** Does the job as a worker would. */
const perform = ({ id }: { id: string }, tries = 0) => {
  const job = { lock: `oikion client export ${id}`, organizationId, exportId: id }
  return clientExportHandler({ database: app.database, files, log, now }).run(job, tries, new AbortController().signal)
}

async function taken(id: string, who = owner): Promise<Map<string, string>> {
  const response = await fetch(`${app.url}/api/clients/exports/${id}/file?_organization=${organizationId}`, {
    headers: { cookie: who.cookie },
  })
  expect(response.status).toBe(200)
  return unzipped(Buffer.from(await response.arrayBuffer()))
}

async function unzipped(zip: Buffer): Promise<Map<string, string>> {
  const file = await fromBufferPromise(zip)
  const found = new Map<string, string>()
  for await (const entry of file.eachEntry()) {
    found.set(entry.fileName, (await buffer(await file.openReadStreamPromise(entry))).toString('utf8'))
  }
  return found
}

/** A client with one of everything. */
async function known(): Promise<JsonRecord> {
  const client = await owner.create('clients', {
    name: 'Ελένη "Νένα" Σ.',
    email: 'eleni@example.com',
    phone: '210 555 4433',
    tags: ['=vip'],
  })
  const other = await owner.create('clients', { name: 'Her mother', phone: '2105554434' })
  const property = await owner.create('properties', {
    city: 'Πάρος',
    propertyType: 'HOUSE',
    ownerId: client.id,
    reference: `P-${uuid()}`,
  })
  const about = { clientId: client.id, propertyId: property.id }
  const note = await owner.create('notes', { content: 'Wants\na <garden>', ...about })
  await owner.create('interactions', {
    interactionType: 'CALL',
    summary: 'Called',
    occurredAt: '2020-01-31T08:00:00.000Z',
    ...about,
  })
  await owner.create('tasks', { title: 'Send papers', ...about })
  await owner.create('client-relationships', {
    fromId: other.id,
    toId: client.id,
    relationshipType: 'FAMILY',
    position: 'mother',
  })
  const trashed = await owner.create('notes', { content: 'thrown away', clientId: client.id })
  await owner.delete(`/api/notes/${trashed.id}`)
  await owner.patch(`/api/clients/${client.id}`, { leadSource: 'web' })
  expect(note.id).toBeTruthy()
  return client
}

describe('everything held about a client', () => {
  it('is a ZIP with a page to read, JSON, and a table for each kind of record', async () => {
    const client = await known()
    const asked = await ask(client.id)
    expect(asked).toMatchObject({ clientId: client.id, status: 'queued', fileSize: null, expiresAt: null })
    expect((await ask(client.id)).id).toBe(asked.id)
    expect((await owner.get(`/api/clients/exports/${asked.id}/file`)).status).toBe(409)
    expect(await perform(asked)).toBe('done')
    const done = await show(asked.id)
    expect(done).toMatchObject({
      status: 'done',
      fileSize: fs.statSync(path.join(folder, organizationId, exportFileOf(asked.id))).size,
    })
    expect(new Date(String(done.expiresAt)).getTime()).toBe(clock.getTime() + 7 * day)

    const content = await taken(asked.id)
    expect([...content.keys()]).toEqual(['index.html', 'client.json', 'clients.csv', 'client-relationships.csv', 'interactions.csv', 'notes.csv', 'properties.csv', 'tasks.csv', 'history.csv']) // prettier-ignore
    const held = JSON.parse(content.get('client.json') ?? '') as Held
    const counts = Object.fromEntries(Object.entries(held.records).map(([name, rows]) => [name, rows.length]))
    expect(counts).toEqual({
      clients: 1,
      'client-relationships': 1,
      interactions: 1,
      notes: 2,
      properties: 1,
      tasks: 1,
    })
    expect(held.records['clients']?.[0]).toMatchObject({
      id: client.id,
      email: 'eleni@example.com',
      phone: '+302105554433',
      phoneAsTyped: '210 555 4433',
    })
    expect(held.records['notes']?.map((note) => note['deletedAt'] === null)).toEqual([true, false])
    expect(held.activity.map(({ kind }) => kind)).toEqual(['create', 'edit'])
    expect(content.get('client.json')).not.toContain('_can')

    expect(content.get('clients.csv')).toContain('"Ελένη ""Νένα"" Σ."')
    expect(content.get('clients.csv')).toContain("'=vip")
    expect(content.get('notes.csv')).toMatch(/^\uFEFFNote,Client,/)
    expect(content.get('notes.csv')).toContain('"Wants\na <garden>"')
    expect(content.get('interactions.csv')).toContain('31/01/2020, 10:00')
    expect(content.get('history.csv')).toContain('Source: – → web')
    expect(content.get('index.html')).toContain('Wants\na &lt;garden&gt;')
    expect(content.get('index.html')).not.toContain('there may be more')
  })

  it('speaks the language it was asked in, with the delimiter of its spreadsheets', async () => {
    const client = await known()
    const asked = await ask(client.id, owner, 'el')
    await perform(asked)
    const content = await taken(asked.id)
    expect(content.get('notes.csv')).toMatch(/^\uFEFFΣημείωση;Πελάτης;/)
    expect(content.get('index.html')).toContain('<html lang="el">')
    expect(content.get('index.html')).toContain('Επικοινωνίες')
  })

  it('tells of those merged into the client as well', async () => {
    const [client, merged] = [
      await known(),
      await owner.create('clients', { name: 'Same person', phone: '2105554435' }),
    ]
    await owner.post(`/api/clients/${client.id}/merge`, { mergedId: merged.id, versions: { kept: 2, merged: 1 } })
    const asked = await ask(client.id)
    await perform(asked)
    expect((await taken(asked.id)).get('clients.csv')).toContain('Same person')
  })

  it('tells nothing of who came out of the trash after a merge', async () => {
    const [client, restored] = [
      await known(),
      await owner.create('clients', { name: 'Somebody else', phone: '2105554436' }),
    ]
    await owner.post(`/api/clients/${client.id}/merge`, { mergedId: restored.id, versions: { kept: 2, merged: 1 } })
    expect((await owner.post(`/api/clients/${restored.id}/restore`, {})).status).toBe(200)
    await owner.create('notes', { content: 'of somebody else', clientId: restored.id })
    const asked = await ask(client.id)
    await perform(asked)
    const content = await taken(asked.id)
    expect(content.get('clients.csv')).not.toContain('Somebody else')
    expect(content.get('notes.csv')).not.toContain('of somebody else')
  })

  it('is written down when it is made and whenever it is taken, and its maker is told', async () => {
    const client = await known()
    const asked = await ask(client.id)
    await perform(asked)
    await taken(asked.id)
    const history = (await owner.get(`/api/clients/${client.id}/history`)).json as { kind: string; changes: object }[]
    expect(history.slice(0, 2)).toMatchObject([{ kind: 'export', changes: { taken: true } }, { kind: 'export', changes: { notes: 2 } }]) // prettier-ignore
    const notices = (await owner.get('/api/notices')).json as JsonRecord[]
    expect(notices[0]).toMatchObject({
      kind: 'export-finished',
      resource: 'clients',
      recordId: client.id,
      title: client['name'],
    })
  })
})

describe('who may take it', () => {
  it('whoever may export and reads as much; not viewers, not another organization', async () => {
    const client = await known()
    const asked = await ask(client.id)
    await perform(asked)
    const as = async (role: 'AGENT' | 'VIEWER') => signIn(app, await addMember(app, role, { organizationId }))
    const [agent, viewer, { client: stranger }] = [await as('AGENT'), await as('VIEWER'), await signedIn(app)]
    expect((await viewer.post(`/api/clients/${client.id}/export`, {})).status).toBe(403)
    for (const path of ['', '/file']) {
      expect((await viewer.get(`/api/clients/exports/${asked.id}${path}`)).status).toBe(403)
      expect((await stranger.get(`/api/clients/exports/${asked.id}${path}`)).status).toBe(404)
    }
    expect((await stranger.post(`/api/clients/${client.id}/export`, {})).status).toBe(404)
    expect((await stranger.get(`/api/clients/${client.id}/exports`)).json).toEqual([])
    expect((await taken(asked.id, agent)).size).toBe(9)
    expect((await agent.get(`/api/clients/${client.id}/exports`)).json).toMatchObject([{ id: asked.id }])
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { tasks: 'own' } } })
    expect((await agent.get(`/api/clients/exports/${asked.id}`)).status).toBe(404)
    const own = await ask(client.id, agent)
    await perform(own)
    const content = await taken(own.id, agent)
    expect(content.get('tasks.csv')).not.toContain('Send papers')
    expect(content.get('index.html')).toContain('there may be more')
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { tasks: 'all' } } })
  })

  it('nobody after seven days: the file is purged, with what a crash left behind', async () => {
    const client = await known()
    const asked = await ask(client.id)
    await perform(asked)
    await files.write(organizationId, exportFileOf(uuid()), (async function* () { yield 'half' })()) // prettier-ignore
    const began = clock
    clock = new Date(began.getTime() + 7 * day + 1000)
    const later = await signIn(app, { email: (await member()).email, organizationId })
    expect((await later.get(`/api/clients/exports/${asked.id}/file`)).status).toBe(410)
    await purgeClientCare(app.database, files, clock)
    expect((await later.get(`/api/clients/exports/${asked.id}/file`)).status).toBe(404)
    expect((await files.list(organizationId)).filter(({ name }) => name.startsWith('client-export-'))).toEqual([])
    clock = began
  })
  const member = () => app.database.shared.user.findUniqueOrThrow({ where: { id: userId } })
})

describe('the job', () => {
  it('comes with the row, is done by a worker, and by the next one when the first dies', async () => {
    const client = await known()
    const asked = await ask(client.id)
    const jobs = await startJobs({
      database: app.database,
      log,
      handlers: [clientExportHandler({ database: app.database, files, log, now })],
    })
    while ((await show(asked.id)).status !== 'done') await new Promise((resolve) => setTimeout(resolve, 50))
    await jobs.stop()
    expect(await perform(asked)).toBe('done')
  })

  it('is put off while another holds it, and gives up after five deaths', async () => {
    const client = await known()
    const asked = await ask(client.id)
    await app.database.withOrganization({ organizationId, userId }, async (tx) => {
      await tx.query(
        sql`select pg_advisory_xact_lock(hashtextextended(${`oikion client export ${asked.id}`}::text, 0))`,
      )
      expect(await perform(asked)).toBe('later')
    })
    expect(await perform(asked, 5)).toBe('done')
    expect(await show(asked.id)).toMatchObject({ status: 'failed', expiresAt: null })
    expect((await owner.get(`/api/clients/exports/${asked.id}/file`)).status).toBe(410)
  })

  it('fails when whoever asked may not export any more, and leaves no file', async () => {
    const client = await known()
    const agent = await addMember(app, 'AGENT', { organizationId })
    const asked = await ask(client.id, await signIn(app, agent))
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { exportRole: 'ADMIN' } })
    await perform(asked)
    expect((await show(asked.id)).status).toBe('failed')
    expect(await files.exists(organizationId, exportFileOf(asked.id))).toBe(false)
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { exportRole: 'AGENT' } })
  })
})
