import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { liveApp, TestStream } from '../test/liveApp.ts'
import { addMember, removeMember, signedIn, signIn } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'

let app: Awaited<ReturnType<typeof liveApp>>
let clock = new Date()
beforeAll(async () => {
  app = await liveApp(() => clock)
})
afterAll(() => app.close())

const aClient = { name: 'Γιώργος', clientType: 'PERSON', phone: '2101234567' }
const password = 'a password for tests'

/** An organization with its owner and one more member, who listens. */
async function listener(role: 'ADMIN' | 'AGENT' | 'VIEWER') {
  const { client: owner, organizationId } = await signedIn(app)
  const member = await addMember(app, role, { organizationId })
  const client = await signIn(app, member)
  const { stream } = await TestStream.open(client)
  return { owner, member, client, stream, organizationId }
}

/** What the stream tells until a record that everybody hears of, without that one. */
async function toldBefore(stream: TestStream, owner: TestClient): Promise<string[]> {
  const { id } = await owner.create('properties', { propertyType: 'APARTMENT', city: 'Χανιά' })
  const told = await stream.until(id)
  return told.filter((change) => change.id !== id).map(({ resource, id, kind }) => `${kind} ${resource} ${id}`)
}

describe('each hears of what they may read', () => {
  test('agents who see only their own: of what they created, are given, or had', async () => {
    const { owner, client, stream, member, organizationId } = await listener('AGENT')
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { clients: 'own' } } })
    const mine = await client.create('clients', aClient)
    const hidden = await owner.create('clients', aClient)
    const given = await owner.create('clients', { ...aClient, agentId: member.memberId })
    await owner.create('notes', { content: 'Of what the agent may not see', clientId: hidden.id })
    const note = await owner.create('notes', { content: 'Of what the agent may see', clientId: mine.id })
    await owner.delete(`/api/clients/${mine.id}`)
    await owner.patch(`/api/clients/${given.id}`, { agentId: null })
    await owner.patch(`/api/clients/${given.id}`, { name: 'Not theirs any more' })
    expect(await toldBefore(stream, owner)).toEqual([
      `edit organization ${organizationId}`,
      `create clients ${mine.id}`,
      `create clients ${given.id}`,
      `create notes ${note.id}`,
      `delete clients ${mine.id}`,
      `edit clients ${given.id}`,
    ])
    await stream.close()
  })

  test('viewers hear of records, and nothing of invitations, tokens, sign-ins and exports', async () => {
    const { owner, stream, member } = await listener('VIEWER')
    await owner.post('/api/invitations', { emails: ['somebody@example.com'], role: 'AGENT' })
    await owner.create('api-tokens', { name: 'T', role: 'VIEWER', scopes: ['clients:read'], expiresAt: null })
    await signIn(app, member)
    await owner.get('/api/clients/export')
    const record = await owner.create('clients', aClient)
    expect(await toldBefore(stream, owner)).toEqual([`create clients ${record.id}`])
    await stream.close()
  })

  test('administrators hear of those, and that there is something new in the audit', async () => {
    const { owner, stream, member } = await listener('ADMIN')
    await owner.post('/api/invitations', { emails: ['somebody@example.com'], role: 'AGENT' })
    await signIn(app, member)
    const told = await toldBefore(stream, owner)
    expect(told).toContainEqual(expect.stringMatching(/^create invitations /))
    expect(told).toContain('create activities null')
    await stream.close()
  })

  test('a changed role counts from that moment on', async () => {
    const { owner, stream, member } = await listener('ADMIN')
    await owner.patch(`/api/members/${member.memberId}`, { role: 'VIEWER' })
    await owner.post('/api/invitations', { emails: ['somebody@example.com'], role: 'AGENT' })
    expect(await toldBefore(stream, owner)).toEqual([`edit members ${member.memberId}`])
    await stream.close()
  })

  test('an owner who views as a lower role hears what that role hears', async () => {
    const { client: owner, organizationId } = await signedIn(app)
    const second = await signIn(app, await addMember(app, 'ORG_OWNER', { organizationId }))
    const { stream } = await TestStream.open(owner)
    expect((await owner.post('/api/view-as', { role: 'VIEWER' })).status).toBe(200)
    // The session is written while its answer ends; a check afterwards has read it.
    await app.live.check()
    await second.post('/api/invitations', { emails: ['somebody@example.com'], role: 'AGENT' })
    const told = await toldBefore(stream, second)
    expect(told.filter((change) => change.includes('invitations'))).toEqual([])
    await stream.close()
  })
})

describe('a stream ends at once', () => {
  const endings: Record<string, (world: Awaited<ReturnType<typeof listener>>) => Promise<unknown>> = {
    'when its member is removed': ({ owner, member }) => owner.post(`/api/members/${member.memberId}/remove`, {}),
    'when its member leaves': ({ client, organizationId }) =>
      client.post(`/api/organizations/${organizationId}/leave`, {}),
    'when the organization is deleted': ({ owner, organizationId }) =>
      owner.request('DELETE', `/api/organizations/${organizationId}`, {
        body: JSON.stringify({ name: `Organization ${organizationId}` }),
        headers: { 'content-type': 'application/json' },
      }),
    'at the sign-out': ({ client }) => client.post('/api/auth/logout', {}),
    'when an owner ends the member’s sessions': ({ owner, member }) =>
      owner.post(`/api/members/${member.memberId}/sign-out`, {}),
    'when the session is ended from another device': async ({ member }) =>
      (await signIn(app, member)).delete('/api/account/sessions'),
    'when the password is changed elsewhere': async ({ member }) =>
      (await signIn(app, member)).post('/api/account/password', { password, newPassword: 'seven green boats sail' }),
    'when the account is deleted': ({ client }) => client.post('/api/account/deletion', { password }),
  }
  for (const [when, happen] of Object.entries(endings)) {
    test(when, async () => {
      const world = await listener('AGENT')
      await happen(world)
      await world.stream.end()
      expect([401, 404]).toContain((await TestStream.answer(world.client)).status)
    })
  }

  test('and others’ streams go on', async () => {
    const { owner, stream, member } = await listener('AGENT')
    const { stream: owners } = await TestStream.open(owner)
    await owner.post(`/api/members/${member.memberId}/remove`, {})
    expect(await stream.end()).toEqual([])
    const { id } = await owner.create('clients', aClient)
    expect((await owners.until(id)).map(({ kind }) => kind)).toEqual(['delete', 'create'])
    await owners.close()
  })

  test('within half a minute when nothing was written down, and when a session is too old', async () => {
    const { stream, member, owner } = await listener('AGENT')
    const { stream: owners } = await TestStream.open(owner)
    await removeMember(app, member)
    await app.live.check()
    await stream.end()
    clock = new Date(Date.now() + 31 * 24 * 3600_000)
    await app.live.check()
    await owners.end()
    clock = new Date()
  })
})

test('a server that stops ends its streams and takes no more', async () => {
  const other = await app.another()
  const { client } = await signedIn(app)
  const { stream } = await TestStream.open(client, { url: other.url })
  await other.live.close()
  expect(await stream.end()).toEqual([])
  expect((await TestStream.answer(client, { url: other.url })).status).toBe(503)
})
