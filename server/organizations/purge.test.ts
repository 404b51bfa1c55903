import os from 'node:os'
import path from 'node:path'
import fs from 'node:fs'
import pg from 'pg'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { localFiles } from '../files/files.ts'
import { resources } from '../resources/index.ts'
import { oneMore } from '../test/oneMore.ts'
import { signedIn, testApp, type TestApp } from '../test/testApp.ts'
import { purgeOrganizations } from './purge.ts'

let app: TestApp
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-purge-'))
const files = localFiles(folder)
beforeAll(async () => {
  app = await testApp()
})
afterAll(async () => {
  await app.close()
  fs.rmSync(folder, { recursive: true })
})

/** An organization with a record of everything and a file. */
async function filled(): Promise<string> {
  const { client, organizationId } = await signedIn(app)
  for (const definition of Object.values(resources)) await oneMore(app, client, definition)
  // Its number is drawn from a counter.
  await client.create('properties', { city: 'Athens', propertyType: 'LAND' })
  await app.database.withOrganization({ organizationId, userId: organizationId }, (tx) =>
    tx.query(sql`
      insert into import_mapping (organization_id, id, resource, mapping, updated_at)
      values (${organizationId}::uuid, 'of a file', 'clients', '{}', now())`),
  )
  await app.database.withOrganization({ organizationId, userId: organizationId }, async (tx) => {
    const [member] = await tx.query<{ id: string }>(sql`select id from membership`)
    await tx.query(sql`
      insert into notice (organization_id, id, member_id, kind, created_at)
      values (${organizationId}::uuid, gen_random_uuid(), ${member?.id}::uuid, 'due', now())`)
    await tx.query(sql`
      insert into billing_account (organization_id, id, created_at) values (${organizationId}::uuid, ${organizationId}, now())`)
    await tx.query(sql`
      insert into day_use (organization_id, id, day, used) values (${organizationId}::uuid, 'imports', now(), 1)`)
    await tx.query(sql`
      insert into client_merge (organization_id, id, kept_id, merged_id, undo, created_at, created_by)
      values (${organizationId}::uuid, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '{}', now(), ${member?.id}::uuid)`)
    await tx.query(sql`
      insert into client_export (organization_id, id, client_id, status, locale, created_at, created_by)
      values (${organizationId}::uuid, gen_random_uuid(), gen_random_uuid(), 'queued', 'en', now(), ${member?.id}::uuid)`)
  })
  await app.database.withOrganization({ organizationId, userId: organizationId }, (tx) =>
    tx.query(sql`
      with delivery as (
        insert into webhook_delivery (organization_id, id, webhook_id, event_id, type, body, state, give_up_at, created_at)
        select organization_id, gen_random_uuid(), id, gen_random_uuid(), 'clients.created', '{}', 'pending', now(), now() from webhook
        returning organization_id, id)
      insert into webhook_attempt (organization_id, id, delivery_id, at, url, duration_ms)
      select organization_id, gen_random_uuid(), id, now(), 'https://nowhere.example', 1 from delivery`),
  )
  await client.post('/api/clients', { name: 'Once', email: 'o@example.com' }, { 'idempotency-key': 'k' })
  await client.request('POST', '/api/clients/import?fileName=a.csv', {
    body: 'name,email\nA,a@example.com\n',
    headers: { 'content-type': 'text/csv' },
  })
  await files.write(organizationId, 'upload', Readable.from(['a file']))
  return organizationId
}

async function markDeleted(id: string, purgeAt: string): Promise<void> {
  await app.database.ask(
    sql`update organization set deleted_at = now(), purge_at = now() + ${purgeAt}::interval where id = ${id}::uuid`,
  )
}

/** Rows by table of everything that belongs to an organization, as a role that sees past the policies counts them. */
async function rowsOf(id: string): Promise<Record<string, number>> {
  const pool = new pg.Pool({ connectionString: app.databaseUrl, max: 1 })
  try {
    const tables = await pool.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not a.attisdropped order by 1`,
    )
    const counts: Record<string, number> = {}
    for (const { name } of tables.rows) {
      await pool.query('begin')
      await pool.query(
        `select set_config('role', 'oikion_tenant', true), set_config('app.organization_id', $1, true)`,
        [id],
      )
      const counted = await pool.query<{ n: number }>(`select count(*)::int as n from ${name}`)
      await pool.query('rollback')
      counts[name] = counted.rows[0]?.n ?? -1
    }
    return counts
  } finally {
    await pool.end()
  }
}

it('what is past its grace goes from every table and from the files; nobody else loses a row', async () => {
  const [gone, waiting, living] = [await filled(), await filled(), await filled()]
  const before = { gone: await rowsOf(gone), waiting: await rowsOf(waiting), living: await rowsOf(living) }
  for (const [name, count] of Object.entries(before.gone)) expect([name, count > 0]).toEqual([name, true])
  await markDeleted(gone, '-1 second')
  await markDeleted(waiting, '1 minute')

  expect(await purgeOrganizations(app.database, files)).toEqual([gone])
  expect(Object.values(await rowsOf(gone)).every((count) => count === 0)).toBe(true)
  expect(await app.database.ask(sql`select id from organization where id = ${gone}::uuid`)).toEqual([])
  expect(await files.exists(gone, 'upload')).toBe(false)
  expect(await rowsOf(waiting)).toEqual(before.waiting)
  expect(await rowsOf(living)).toEqual(before.living)
  for (const kept of [waiting, living]) expect(await files.exists(kept, 'upload')).toBe(true)
  expect(await purgeOrganizations(app.database, files)).toEqual([])
})

it('the application cannot remove an organization before its time by other means', async () => {
  const id = await filled()
  await expect(
    app.database.withOrganization({ organizationId: id, userId: id }, (tx) =>
      tx.query(sql`delete from organization where id = ${id}::uuid`),
    ),
  ).rejects.toMatchObject({ code: '42501' })
  expect((await rowsOf(id))['membership']).toBeGreaterThan(0)
})
