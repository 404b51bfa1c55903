import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { roles } from '../resources/roles.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'
import type { JobEntry } from './board.ts'

const importId = '019abc00-0000-7000-8000-000000000000'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** A job as the server's own code leaves it behind, in some state. */
async function addJob(organizationId: string, state: string): Promise<string> {
  const [row] = await app.database.ask<{ id: string }>(sql`
    insert into pgboss.job (name, data, state, output)
    values ('imports', jsonb_build_object('organizationId', ${organizationId}::text, 'importId', ${importId}::text, 'lock', 'none'), ${state}::pgboss.job_state, '{"message": "the disk is full"}')
    returning id`)
  return row?.id ?? ''
}
const jobsOf = async (client: TestClient) => (await client.get('/api/jobs')).json as JobEntry[]

it('owners and administrators see the jobs of their organization and of no other', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const id = await addJob(organizationId, 'failed')
  expect(await jobsOf(owner)).toMatchObject([
    { id, kind: 'imports', state: 'failed', error: 'the disk is full', about: { importId } },
  ])
  const { client: stranger } = await signedIn(app)
  expect(await jobsOf(stranger)).toEqual([])
  for (const action of ['retry', 'cancel'])
    expect((await stranger.post(`/api/jobs/${id}/${action}`, {})).status).toBe(404)
  for (const role of roles) {
    const member = await signIn(app, await addMember(app, role, { organizationId }))
    const status = role === 'ADMIN' || role === 'ORG_OWNER' ? 200 : 403
    expect([role, (await member.get('/api/jobs')).status]).toEqual([role, status])
  }
})

it('what failed is done again, what waits is cancelled, and nothing else', async () => {
  const { client: owner, organizationId } = await signedIn(app)
  const stateOf = async (id: string) => (await jobsOf(owner)).find((job) => job.id === id)?.state
  const failed = await addJob(organizationId, 'failed')
  expect((await owner.post(`/api/jobs/${failed}/cancel`, {})).status).toBe(409)
  expect((await owner.post(`/api/jobs/${failed}/retry`, {})).status).toBe(204)
  expect(await stateOf(failed)).toBe('waiting')
  expect((await owner.post(`/api/jobs/${failed}/retry`, {})).status).toBe(409)
  expect((await owner.post(`/api/jobs/${failed}/cancel`, {})).status).toBe(204)
  expect(await stateOf(failed)).toBe('cancelled')
  const running = await addJob(organizationId, 'active')
  for (const action of ['retry', 'cancel'])
    expect((await owner.post(`/api/jobs/${running}/${action}`, {})).status).toBe(409)
})
