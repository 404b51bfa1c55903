import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { localFiles } from '../files/files.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import { uploadFile, type ImportAnswer } from '../test/importApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'
import { processImport } from '../imports/process.ts'
import type { ImportJob } from '../imports/turn.ts'
import { fates } from './empty.ts'
import { clientExportHandler } from './exportJob.ts'
import type { ClientExport } from './exports.ts'
import { linksToClients } from './links.ts'
import type { MergeAnswer } from './merge.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-erase-'))
const files = localFiles(folder)
const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
const now = () => new Date()
let app: TestApp
let owner: TestClient
let organizationId: string
let userId: string
let memberId: string
let serial = 0
beforeAll(async () => {
  app = await testApp({ imports: { files, sendJob: (job) => run(job) } })
  ;({ client: owner, organizationId, userId, memberId } = await signedIn(app))
})
afterAll(async () => {
  await app.close()
  fs.rmSync(folder, { recursive: true })
})

/** The job of an import, done once the transaction that asks for it is over. */
let pending: ImportJob | undefined
const run = (job: ImportJob) => {
  pending = job
  return Promise.resolve()
}

const newClient = (fields: object = {}) =>
  owner.create('clients', { name: `Κάποιος Άλλος ${++serial}`, email: `other-${serial}@example.com`, ...fields })
const erase = (client: JsonRecord, confirmName = client['name'], who = owner) =>
  who.post(`/api/clients/${client.id}/erase`, { confirmName })
const context = () => ({ organizationId, userId })

/** Every place in the database, of any organization or none, where one of these words stands. */
async function placesOf(words: string[]): Promise<string[]> {
  const tables = await app.database.pool.query<{ name: string; tenant: boolean }>(`
    select c.oid::regclass::text as name, exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id') as tenant
    from pg_class c where c.relkind in ('r', 'p') and c.relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace)`)
  const found: string[] = []
  for (const { name, tenant } of tables.rows) {
    const query = `select t::text as row from ${name} t where t::text ilike any($1)`
    const values = [words.map((word) => `%${word}%`)]
    const rows = tenant
      ? await app.database.withConnection(context(), (client) => client.query<{ row: string }>(query, values))
      : await app.database.pool.query<{ row: string }>(query, values)
    found.push(...rows.rows.map(({ row }) => `${name}: ${row}`))
  }
  for (const file of await files.organizations()) {
    for (const { name } of await files.list(file)) {
      const content = fs.readFileSync(path.join(folder, file, name)).toString('utf8')
      if (words.some((word) => content.toLowerCase().includes(word.toLowerCase()))) found.push(`file ${name}`)
    }
  }
  return found
}

describe('erasing a client', () => {
  const words = [
    'Ζαχαρίας',
    'Ξενοφώντος',
    'zacharias',
    'xenofontos',
    '6941234567',
    '694 123 4567',
    '123456783',
    'zach-secret',
    'Wants a boat',
  ]

  it('leaves none of the words that told of them in any table, nor in any file', async () => {
    const csv = `name,email,phone\nΖαχαρίας Ξενοφώντος,zach-secret@example.com,694 123 4567\nΖαχαρίας Ξενοφώντος,not an address zach-secret,6941234567\n`
    const { id: importId } = (await uploadFile(owner, 'clients', csv)).json as ImportAnswer
    await owner.post(`/api/imports/${importId}/run`, {})
    await processImport({ database: app.database, files, log, now }, pending!)
    const [person] = (await owner.get('/api/clients?email=zach-secret@example.com')).json as JsonRecord[]
    const { id } = person!
    const property = await owner.create('properties', { city: 'Σύρος', propertyType: 'HOUSE', ownerId: id })
    const about = { clientId: id, propertyId: property.id }
    await owner.patch(`/api/clients/${id}`, {
      taxId: '123456783',
      tags: ['zach-secret'],
      leadSource: 'zacharias xenofontos',
      marketingConsentAt: '2024-01-01T00:00:00Z',
    })
    const note = await owner.create('notes', { content: 'Wants a boat', ...about, mentionIds: [memberId] })
    const call = await owner.create('interactions', {
      interactionType: 'VIEWING',
      summary: 'Ο Ζαχαρίας είδε το σπίτι',
      occurredAt: '2024-01-31T08:00:00.000Z',
      ...about,
    })
    const task = await owner.create('tasks', {
      title: 'Call Ζαχαρίας',
      description: 'on 694 123 4567',
      assigneeId: memberId,
      ...about,
    })
    const wife = await newClient({ leadSource: 'γυναίκα: ζαχαρίας ξενοφώντος' })
    const relation = await owner.create('client-relationships', {
      fromId: wife.id,
      toId: id,
      relationshipType: 'FAMILY',
      position: 'of Ζαχαρίας',
    })
    await owner.patch(`/api/properties/${property.id}`, {
      privateRemarks: 'Key with ΖΑΧΑΡΊΑΣ ΞΕΝΟΦΏΝΤΟΣ (+30 694-123-4567, zach-secret@example.com)',
    })
    const twin = (
      await owner.post(
        '/api/clients',
        { name: 'Zacharias Xenofontos', phone: '6941234567' },
        { 'idempotency-key': 'z' },
      )
    ).json as JsonRecord
    await merged(id, twin.id)
    const apart = await newClient({ name: 'Zacharias Xenofontos', phone: '6941234567' })
    const { id: mergeId } = await merged(id, apart.id)
    await owner.post(`/api/clients/${id}/merges/${mergeId}/undo`, {})
    await erase(apart)
    await merged(id, (await newClient({ name: 'Ζαχαρίας Ξ.', secondaryEmail: 'zacharias@example.com' })).id)
    await owner.patch(`/api/clients/${id}`, { phone: '2281011223' })
    for (const each of [id, wife.id]) await exported(each)
    expect((await placesOf(words)).length).toBeGreaterThan(20)

    const name = String((await read('clients', id))['name'])
    const answer = await owner.post(`/api/clients/${id}/erase`, { confirmName: ` ${name} ` })
    expect(answer.json).toEqual({
      emptied: { notes: 1, interactions: 1, tasks: 1, 'client-relationships': 1 },
      mentions: 2,
    })
    // Mails that were sent, or wait to be, are not taken back (README).
    expect((await placesOf(words)).filter((place) => !place.startsWith('mail:'))).toEqual([])

    expect(await read('properties', property.id)).toMatchObject({
      ownerId: id,
      privateRemarks: 'Key with — (—, —)',
      _titles: { ownerId: '—' },
    })
    expect(await read('interactions', call.id)).toMatchObject({
      summary: '—',
      interactionType: 'VIEWING',
      clientId: id,
      propertyId: property.id,
    })
    expect(await read('tasks', task.id)).toMatchObject({
      title: '—',
      description: null,
      status: 'CANCELLED',
      assigneeId: memberId,
    })
    for (const path of [`notes/${note.id}`, `client-relationships/${relation.id}`, `clients/${id}`]) {
      expect((await owner.get(`/api/${path}`)).status).toBe(404)
    }
    expect(await read('clients', wife.id)).toMatchObject({ leadSource: 'γυναίκα: —' })
    const trash = (await owner.get(`/api/clients?_trash=true&id=${id}&id=${twin.id}`)).json as JsonRecord[]
    expect(trash).toHaveLength(2)
    for (const row of trash) expect(row).toMatchObject({ name: '—', email: null, phone: null, taxId: null, tags: [], erasedAt: expect.any(String) as string }) // prettier-ignore
    const feed = (await owner.get('/api/feed?_end=1')).json as JsonRecord[]
    expect(feed[0]).toMatchObject({ kind: 'erase', recordId: id, title: '—', createdBy: memberId })
  })

  it('is for good: neither restored, merged, exported nor erased again', async () => {
    const [client, other] = [await newClient(), await newClient()]
    expect((await erase(client)).status).toBe(200)
    expect((await owner.post(`/api/clients/${client.id}/restore`, {})).status).toBe(409)
    const bulk = await owner.post('/api/clients/bulk', { action: 'restore', ids: [client.id] })
    expect(bulk.json).toMatchObject({ done: 0, refusedTotal: 1 })
    expect((await owner.patch(`/api/clients/${client.id}`, { name: 'Back' })).status).toBe(404)
    expect((await owner.post(`/api/clients/${client.id}/export`, {})).status).toBe(404)
    expect((await erase(client, '—')).status).toBe(409)
    const versions = { kept: 1, merged: 2 }
    expect((await owner.post(`/api/clients/${other.id}/merge`, { mergedId: client.id, versions })).status).toBe(409)
    expect((await owner.post('/api/notes', { content: 'x', clientId: client.id })).status).toBe(422)
  })

  it('leaves the words of others alone: the same name, a shared phone, the names of members', async () => {
    const shared = { name: 'Γιώργος Παππάς', phone: '2108887766' }
    const [client, namesake] = [
      await newClient({ ...shared, email: 'g1@example.com' }),
      await newClient({ ...shared, email: 'g2@example.com' }),
    ]
    const note = await owner.create('notes', {
      content: 'Γιώργος Παππάς, 210 888 7766, g1@example.com',
      clientId: namesake.id,
    })
    expect((await erase(client)).status).toBe(200)
    expect(await read('clients', namesake.id)).toMatchObject({
      ...shared,
      phone: '+302108887766',
      email: 'g2@example.com',
    })
    expect((await read('notes', note.id))['content']).toBe('Γιώργος Παππάς, 210 888 7766, —')
    expect(await placesOf(['g1@example.com'])).toEqual([])
  })

  it('words with every kind of sign in them', async () => {
    const name = 'ΑΦΟΙ "Α+Β" (Γ) [Δ] \\ Ε.|$^*? & Σια-ΟΕ/1_%'
    const client = await newClient({ name, clientType: 'COMPANY' })
    const property = await owner.create('properties', {
      city: 'Κως',
      propertyType: 'LAND',
      privateRemarks: `of ${name}.`,
    })
    expect((await erase(client)).json).toMatchObject({ mentions: 1 })
    expect((await read('properties', property.id))['privateRemarks']).toBe('of —.')
    const history = (await owner.get(`/api/properties/${property.id}/history`)).text
    expect(history).not.toContain('Σια')
  })

  it('a merge is undone no more, and who was merged is erased with whom they were merged into', async () => {
    const [kept, merged] = [await newClient(), await newClient()]
    const { id } = (
      await owner.post(`/api/clients/${kept.id}/merge`, { mergedId: merged.id, versions: { kept: 1, merged: 1 } })
    ).json as MergeAnswer
    expect((await erase(merged)).status).toBe(409)
    expect((await erase(await read('clients', kept.id))).status).toBe(200)
    expect((await owner.post(`/api/clients/${kept.id}/merges/${id}/undo`, {})).status).toBe(404)
    expect(await placesOf([String(merged['email']), String(kept['email'])])).toEqual([])
  })

  it('wants the name, and is for owners and administrators', async () => {
    const client = await newClient()
    expect((await erase(client, 'Somebody')).json).toMatchObject({ status: 422, errors: [{ pointer: '/confirmName' }] })
    for (const role of ['AGENT', 'VIEWER'] as const) {
      const who = await signIn(app, await addMember(app, role, { organizationId }))
      expect((await erase(client, client['name'], who)).status).toBe(403)
    }
    const { client: stranger } = await signedIn(app)
    expect((await erase(client, client['name'], stranger)).status).toBe(404)
    const admin = await signIn(app, await addMember(app, 'ADMIN', { organizationId }))
    expect((await erase(client, client['name'], admin)).status).toBe(200)
  })

  it('an error in the middle leaves everything as it was', async () => {
    const client = await newClient()
    const note = await owner.create('notes', { content: 'still here', clientId: client.id })
    await app.database.pool
      .query(`create function fail() returns trigger language plpgsql as $$ begin raise 'in the middle'; end $$;
      create trigger fail before update on activity for each row execute function fail()`)
    expect((await erase(client)).status).toBe(500)
    await app.database.pool.query('drop trigger fail on activity; drop function fail()')
    expect([await read('clients', client.id), await read('notes', note.id)]).toEqual([client, note])
  })
})

describe('what the database allows', () => {
  it('no other history can be rewritten, not even of one’s own clients', async () => {
    const client = await newClient()
    const erasing = (id: string) =>
      app.database.withOrganization(context(), (tx) => tx.query(sql`select oikion_erase_activity(${[id]}::uuid[])`))
    await expect(erasing(client.id)).rejects.toThrow('only of erased clients')
    const stranger = await signedIn(app)
    const theirs = await stranger.client.create('clients', { name: 'Theirs', email: 't@example.com' })
    await stranger.client.post(`/api/clients/${theirs.id}/erase`, { confirmName: 'Theirs' })
    await expect(erasing(theirs.id)).rejects.toThrow('only of erased clients')
    const rewriting = app.database.withOrganization(context(), (tx) => tx.query(sql`update activity set title = 'x'`))
    await expect(rewriting).rejects.toThrow('permission denied')
  })

  it('every resource that refers to clients has a fate', () => {
    expect(
      linksToClients()
        .map(({ definition }) => definition.name)
        .sort(),
    ).toEqual(Object.keys(fates).sort())
  })
})

const read = async (resource: string, id: string) => (await owner.get(`/api/${resource}/${id}`)).json as JsonRecord

async function merged(keptId: string, mergedId: string): Promise<MergeAnswer> {
  const versions = { kept: (await read('clients', keptId)).version, merged: (await read('clients', mergedId)).version }
  const answer = await owner.post(`/api/clients/${keptId}/merge`, { mergedId, versions })
  expect(answer.status).toBe(200)
  return answer.json as MergeAnswer
}

async function exported(clientId: string): Promise<void> {
  const { id } = (await owner.post(`/api/clients/${clientId}/export`, {})).json as ClientExport
  const job = { lock: `oikion client export ${id}`, organizationId, exportId: id }
  await clientExportHandler({ database: app.database, files, log, now }).run(job, 0, new AbortController().signal)
}
