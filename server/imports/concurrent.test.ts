import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { finished, imported, importApp, settled, total, uploaded, type ImportAnswer } from '../test/importApp.ts'
import { signedIn } from '../test/testApp.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

describe('an import beside others', () => {
  it('asked for twice at once runs once; the other is told 409, and so is every later one', async () => {
    const { client } = await signedIn(app)
    const { id } = await uploaded(client, 'clients', 'name,phone\nΆννα,1\nΕλένη,2\n')
    const answers = await Promise.all([1, 2, 3].map(() => client.post(`/api/imports/${id}/run`, {})))
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409])
    expect((await settled(client, id)).status).toBe('done')
    for (const step of ['run', 'check', 'cancel'])
      expect((await client.post(`/api/imports/${id}/${step}`, {})).status).toBe(409)
    expect((await client.patch(`/api/imports/${id}`, { mapping: {} })).status).toBe(409)
    expect(await total(client, 'clients')).toBe(2)
  })

  it('of two files at the same time in one organization, both go in', async () => {
    const { client } = await signedIn(app)
    const files = await Promise.all([1, 2].map((file) => uploaded(client, 'properties', bigFile(3000, `F${file}-`))))
    const done = await Promise.all(files.map(({ id }) => finished(client, id, 'run')))
    expect(done.map(({ status, error }) => [status, error])).toEqual([
      ['done', null],
      ['done', null],
    ])
    expect(await total(client, 'properties')).toBe(6000)
  })

  it('that waits for another of its organization keeps no one else waiting', async () => {
    const busy = await signedIn(app)
    const files = [1, 2, 3].map((number) => uploaded(busy.client, 'clients', `name,phone\nΆννα,${number}\n`))
    const { client } = await signedIn(app)
    const turn = sql`select pg_advisory_xact_lock(hashtextextended(${`oikion imports of ${busy.organizationId}`}::text, 0))`
    const waiting = await app.database.withOrganization(busy, async (tx) => {
      await tx.query(turn)
      const ids = (await Promise.all(files)).map(({ id }) => id)
      for (const id of ids) await busy.client.post(`/api/imports/${id}/run`, {})
      await imported(client, 'clients', 'name,phone\nΕλένη,1\n')
      return ids
    })
    expect(await total(client, 'clients')).toBe(1)
    for (const id of waiting) expect((await settled(busy.client, id)).status).toBe('done')
    const tries = await app.database.pool.query(`select max(retry_count) as most from pgboss.job`)
    expect(tries.rows).toEqual([{ most: 0 }])
  }, 120_000)

  it('cancelled in the middle writes nothing, and can be run again', async () => {
    const { client } = await signedIn(app)
    const { id } = await uploaded(client, 'properties', bigFile(8000))
    await client.post(`/api/imports/${id}/run`, {})
    await expect
      .poll(async () => ((await client.get(`/api/imports/${id}`)).json as ImportAnswer).rowsDone, {
        timeout: 15_000,
        interval: 20,
      })
      .toBeGreaterThan(0)
    expect((await client.post(`/api/imports/${id}/cancel`, {})).json).toMatchObject({ status: 'cancelled' })
    expect(await total(client, 'properties')).toBe(0)
    expect(await finished(client, id, 'run')).toMatchObject({ status: 'done', report: { ready: 8000, refused: 0 } })
    expect(await total(client, 'properties')).toBe(8000)
  })

  it('under way lets others create records of the same series', async () => {
    const { client } = await signedIn(app)
    const { id } = await uploaded(client, 'properties', bigFile(8000, ''))
    await client.post(`/api/imports/${id}/run`, {})
    await expect
      .poll(async () => ((await client.get(`/api/imports/${id}`)).json as ImportAnswer).rowsDone, {
        timeout: 15_000,
        interval: 20,
      })
      .toBeGreaterThan(0)
    const before = performance.now()
    await client.create('properties', { propertyType: 'HOUSE', city: 'Πάτρα' })
    const waited = performance.now() - before
    const { status } = (await client.get(`/api/imports/${id}`)).json as ImportAnswer
    expect(status).toBe('running')
    expect(waited).toBeLessThan(2000)
    expect((await settled(client, id)).report).toMatchObject({ ready: 8000, refused: 0 })
  })

  it('under way lets others edit what its rows refer to; what is deleted waits for its end', async () => {
    const { client, organizationId } = await signedIn(app)
    const colleague = await signedIn(app, 'AGENT', organizationId)
    const names = { name: 'Ιδιοκτήτης', email: 'owner@example.com' }
    const [owner, other] = [await client.create('clients', names), await client.create('clients', { ...names, email: 'other@example.com' })] // prettier-ignore
    const row = (_: unknown, index: number) => `HOUSE,Πάτρα,${(index % 2 ? owner : other).id},${colleague.memberId}`
    const lines = Array.from({ length: 8000 }, row)
    const file = ['propertyType,city,ownerId,agentId', ...lines].join('\n')
    const { id } = await uploaded(client, 'properties', file)
    await client.post(`/api/imports/${id}/run`, {})
    const rowsDone = async () => ((await client.get(`/api/imports/${id}`)).json as ImportAnswer).rowsDone
    await expect.poll(rowsDone, { timeout: 15_000, interval: 20 }).toBeGreaterThan(0)

    const before = performance.now()
    const edits = await Promise.all([
      client.patch(`/api/clients/${owner.id}`, { leadSource: 'γνωστός' }),
      client.post('/api/clients/bulk', { action: 'edit', changes: { leadSource: 'web' }, ids: [other.id] }),
      client.patch(`/api/members/${colleague.memberId}`, { role: 'ADMIN' }),
      colleague.client.patch('/api/notices/settings', { assigned: { mail: false } }),
    ])
    expect(edits.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(performance.now() - before).toBeLessThan(2000)
    const removal = client.delete(`/api/clients/${owner.id}`)
    const stateAtRemoval = removal.then(
      async () => ((await client.get(`/api/imports/${id}`)).json as ImportAnswer).status,
    )
    expect(((await client.get(`/api/imports/${id}`)).json as ImportAnswer).status).toBe('running')
    expect((await removal).status).toBe(200)
    expect(await stateAtRemoval).toBe('done')
    expect((await settled(client, id)).report).toMatchObject({ ready: 8000, refused: 0 })
  }, 120_000)

  it('by somebody who has lost the right meanwhile ends as failed, with nothing written', async () => {
    const member = await signedIn(app)
    const admin = await signedIn(app, 'ADMIN', member.organizationId)
    const { id } = await uploaded(admin.client, 'properties', bigFile(2000))
    const turn = sql`select pg_advisory_xact_lock(hashtextextended(${`oikion imports of ${member.organizationId}`}::text, 0))`
    const demote = sql`update membership set role = 'VIEWER' where id = ${admin.memberId}::uuid`
    await app.database.withOrganization(member, async (tx) => {
      await tx.query(turn)
      await admin.client.post(`/api/imports/${id}/run`, {})
      await app.database.withOrganization(member, (own) => own.query(demote))
    })
    expect(await settled(member.client, id)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching('may not import') as string,
    })
    expect(await total(member.client, 'properties')).toBe(0)
  })
})

function bigFile(rows: number, reference = 'R-'): string {
  const lines = Array.from({ length: rows }, (_, row) => `${reference && reference + row},HOUSE,Πάτρα,${1000 + row}`)
  return ['reference,propertyType,city,price', ...lines].join('\n')
}
