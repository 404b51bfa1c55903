import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { addressesOf, mediaApp, mediaIn, uploaded, withProperty, type MediaApp } from '../test/mediaApp.ts'
import { jpeg } from '../test/pictures.ts'
import { addMember, addUser, signIn, signedIn, type TestMember } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'
import { withArchive } from './openArchive.ts'
import { backupOrganization } from './organization.ts'
import { restoreOrganization } from './restoreOrganization.ts'

let app: MediaApp
let folder: string
let owner: TestMember & { client: TestClient; propertyId: string }
let agent: TestMember
let file: string
let clientId: string
let pictureId: string
beforeAll(async () => {
  app = await mediaApp()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-organization-'))
  owner = await withProperty(app)
  agent = await addMember(app, 'AGENT', { organizationId: owner.organizationId })
  const leaver = await addMember(app, 'AGENT', { organizationId: owner.organizationId })
  pictureId = (await uploaded(owner.client, owner.propertyId, { name: 'sea.jpg', bytes: await jpeg() }))[0]!.id
  await app.makeSizes()
  const person = { name: 'Μαρία Δ.', clientType: 'PERSON', email: 'maria@example.com', agentId: agent.memberId }
  clientId = (await owner.client.create('clients', person)).id
  await owner.client.create('notes', { content: 'Called', clientId })
  await owner.client.post('/api/api-tokens', { name: 'Key', role: 'VIEWER', scopes: ['clients:read'] })
  file = path.join(folder, 'organization.zip')
  const manifest = await backup()
  expect(manifest.tables.find(({ name }) => name === 'api_token')).toBeUndefined()
  // Deletes the account: nobody signs in with it any more.
  await app.database.pool.query('delete from "user" where id = $1', [leaver.userId])
})
afterAll(async () => {
  await app.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

const slug = () => `org-${owner.organizationId}`
const backup = () => backupOrganization({ ownerUrl: app.directUrl, files: app.files, file, slug: slug() })
const restore = (as: string, more: { slug?: string; file?: string } = {}) =>
  restoreOrganization({ ownerUrl: app.directUrl, files: app.files, file, owner: as, ...more })

it('beside the living one it is another organization, with its records, pictures and members', async () => {
  const restored = await restore(owner.email)
  expect(restored).toMatchObject({ slug: `${slug()}-2`, name: `Organization ${owner.organizationId}` })
  expect(restored.id).not.toBe(owner.organizationId)
  expect(restored.strangers).toHaveLength(1)

  const client = await signIn(app, { ...owner, organizationId: restored.id })
  expect((await client.get('/api/properties')).json).toMatchObject([{ id: owner.propertyId, city: 'Χανιά' }])
  expect((await client.get('/api/clients')).json).toMatchObject([
    { id: clientId, name: 'Μαρία Δ.', agentId: agent.memberId },
  ])
  expect(await mediaIn(client, owner.propertyId)).toMatchObject([{ id: pictureId }])
  const address = (await addressesOf(client, pictureId))[pictureId]!['320']!
  expect(address).toContain(restored.id)
  expect((await client.request('GET', address)).status).toBe(200)
  const history = (await client.get(`/api/clients/${clientId}/timeline`)).json
  expect(history).toContainEqual(expect.objectContaining({ resource: 'notes' }))
  // What is derived from records and not written down.
  const hints = await client.post('/api/clients/duplicates', { email: 'maria@example.com' })
  expect(hints.text).toContain(clientId)

  const other = await signIn(app, { ...agent, organizationId: restored.id })
  expect((await other.get('/api/properties')).json).toHaveLength(1)
  // Those two stay apart.
  await client.patch(`/api/properties/${owner.propertyId}`, { city: 'Βόλος' })
  expect((await owner.client.get(`/api/properties/${owner.propertyId}`)).json).toMatchObject({ city: 'Χανιά' })
  const created = await client.create('properties', { propertyType: 'APARTMENT', city: 'Βόλος' })
  const [first] = (await owner.client.get('/api/properties')).json as { reference: string }[]
  expect(created['reference']).not.toBe(first?.reference)
})

it('after it was removed for good it comes back under its own id and address, owned by whoever is named', async () => {
  await backup()
  await app.database.pool.query(`update organization set deleted_at = now(), purge_at = now() where id = $1`, [
    owner.organizationId,
  ])
  await app.database.pool.query('select oikion_purge_organization(id) from organization where purge_at <= now()')
  for (const name of await app.stored(owner.organizationId)) await app.files.remove(owner.organizationId, name)

  const newcomer = await addUser(app, 'New Owner')
  const restored = await restore(newcomer.email)
  expect(restored).toMatchObject({ id: owner.organizationId, slug: slug() })
  const client = await signIn(app, { ...newcomer, organizationId: restored.id })
  const me = (await client.get('/api/auth/me')).json as {
    memberships: { role: string; organization: { id: string } }[]
  }
  expect(me.memberships).toContainEqual(
    expect.objectContaining({
      role: 'ORG_OWNER',
      organization: expect.objectContaining({ id: restored.id }) as unknown,
    }),
  )
  const address = (await addressesOf(client, pictureId))[pictureId]!['320']!
  expect((await client.request('GET', address)).status).toBe(200)
  const audit = (await client.get('/api/activities?kind=restore&resource=organization')).json
  expect(audit).toHaveLength(1)
})

it('comes back whole where its plan gives less', async () => {
  await app.database.pool.query(
    `insert into plan_limit (plan, members, properties) values ('FREE', 1, 0) on conflict (plan) do update set members = 1, properties = 0`,
  )
  try {
    const restored = await restore(owner.email)
    const client = await signIn(app, { ...owner, organizationId: restored.id })
    expect((await client.get('/api/properties')).json).toHaveLength(1)
    const more = await client.post('/api/properties', { propertyType: 'APARTMENT', city: 'Βόλος' })
    expect(more).toMatchObject({ status: 409, json: { type: 'urn:oikion:problem:limit' } })
  } finally {
    await app.database.pool.query('delete from plan_limit')
  }
})

it('what comes back stands in the new organization alone', async () => {
  const stranger = await signedIn(app)
  const before = (await stranger.client.get('/api/clients')).json
  const restored = await restore(owner.email)
  const rows = await app.database.read(
    { organizationId: restored.id, userId: '' },
    sql`select distinct organization_id as id from client`,
  )
  expect(rows).toEqual([{ id: restored.id }])
  expect((await stranger.client.get('/api/clients')).json).toEqual(before)
})

it('refuses without a trace: nobody by that address, a slug that is taken, a damaged file, a whole backup', async () => {
  const count = async () => (await app.database.pool.query('select id from organization')).rowCount
  const before = await count()
  const stored = await app.files.organizations()
  await expect(restore('nobody@example.com')).rejects.toThrow('Nobody signs in')
  await expect(restore(owner.email, { slug: slug() })).rejects.toThrow('is taken')
  await expect(restore(owner.email, { slug: 'No Slug' })).rejects.toThrow('--slug')
  const cut = path.join(folder, 'cut.zip')
  fs.writeFileSync(cut, fs.readFileSync(file).subarray(0, -100))
  await expect(restore(owner.email, { file: cut })).rejects.toThrow('is damaged')
  expect(await count()).toBe(before)
  expect(await app.files.organizations()).toEqual(stored)
})

it('stores files while its transaction holds nothing, and removes them when rows cannot follow', async () => {
  const stranger = await signedIn(app)
  const held: number[] = []
  const taken = `taken-${owner.organizationId}`
  let restoredId = ''
  const restoreInto = (write: () => Promise<unknown>) =>
    restoreOrganization({
      ownerUrl: app.directUrl,
      file,
      owner: owner.email,
      slug: taken,
      files: {
        ...app.files,
        async write(id, name, source) {
          restoredId = id
          await write()
          return app.files.write(id, name, source)
        },
      },
    })
  const meanwhile = async () => {
    const { rows } = await app.database.pool.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and state = 'idle in transaction' and (backend_xid is not null or backend_xmin is not null)`,
    )
    held.push(rows.length)
    await app.database.pool.query('update organization set slug = $1 where id = $2', [taken, stranger.organizationId])
  }
  await expect(restoreInto(meanwhile)).rejects.toThrow('is taken')
  expect(held.length).toBeGreaterThan(0)
  expect(new Set(held)).toEqual(new Set([0]))
  expect(await app.stored(restoredId)).toEqual([])
  const { rows } = await app.database.pool.query('select from organization where id = $1', [restoredId])
  expect(rows).toEqual([])
})

it('of two restores at the same moment each makes an organization of its own, with all files', async () => {
  const both = await Promise.all([restore(owner.email), restore(owner.email)])
  expect(new Set(both.map(({ id }) => id)).size).toBe(2)
  const [first, second] = await Promise.all(both.map(({ id }) => app.stored(id)))
  expect(first?.length).toBeGreaterThan(0)
  expect(first?.sort()).toEqual(second?.sort())
})

it('holds no key to anything', async () => {
  const { tables } = await withArchive(file, ({ manifest }) => Promise.resolve(manifest))
  const columns = tables.flatMap((table) => table.columns.map((column) => `${table.name}.${column}`))
  expect(columns.filter((name) => /hash|secret|token_h|nonce|user_id/.test(name))).toEqual([])
})
