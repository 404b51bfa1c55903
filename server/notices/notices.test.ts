import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { mailsTo } from '../test/mails.ts'
import { addMember, removeMember, signedIn, signIn, testApp, type TestApp, type TestMember } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'
import { purgeNotices } from './purge.ts'

interface Notice {
  id: string
  kind: string
  resource: string | null
  recordId: string | null
  title: string | null
  on: { resource: string; id: string; title: string } | null
  data: Record<string, unknown>
  readAt: string | null
  isOpen: boolean
  actorId: string | null
  _titles: { actorId: string | null }
}

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** An organization with its owner, and an agent who reads English. */
async function office() {
  const owner = await signedIn(app)
  const agent = await addMember(app, 'AGENT', { organizationId: owner.organizationId })
  await app.database.shared.user.update({ where: { id: agent.userId }, data: { locale: 'en' } })
  const client = await signIn(app, agent)
  return { owner: owner.client, ownerMember: owner as TestMember, agent: client, member: agent }
}
const inbox = async (client: TestClient) => (await client.get('/api/notices')).json as Notice[]
const unreadOf = async (client: TestClient) => Number((await client.get('/api/notices')).headers.get('x-unread-count'))
const call = { title: 'Call the notary', dueAt: '2026-12-01T08:30:00.000Z' }

describe('a task given to somebody else', () => {
  it('is in the assignee’s inbox, in nobody else’s, and mailed in the assignee’s language', async () => {
    const { owner, ownerMember, agent, member } = await office()
    const task = await owner.create('tasks', { ...call, assigneeId: member.memberId })
    const answer = await agent.get('/api/notices')
    expect([answer.headers.get('x-total-count'), answer.headers.get('x-unread-count')]).toEqual(['1', '1'])
    expect(answer.json).toMatchObject([
      {
        kind: 'assigned',
        resource: 'tasks',
        recordId: task.id,
        title: call.title,
        data: { count: 1, dueAt: call.dueAt },
        actorId: ownerMember.memberId,
        _titles: { actorId: 'ORG_OWNER person' },
        isOpen: true,
        readAt: null,
      },
    ])
    expect(await inbox(owner)).toEqual([])
    const { organizationId } = member
    expect(await mailsTo(app, member.email)).toMatchObject([
      {
        kind: 'task-assigned',
        locale: 'en',
        data: {
          actor: 'ORG_OWNER person',
          title: call.title,
          organization: `Organization ${organizationId}`,
          timeZone: 'Europe/Athens',
          path: `/o/org-${organizationId}/tasks/${task.id}`,
        },
      },
    ])
    expect(await mailsTo(app, ownerMember.email)).toEqual([])
  })

  it('is told again when it changes hands, and not when it is given to oneself, edited, done or to one who has left', async () => {
    const { owner, ownerMember, agent, member } = await office()
    const leaver = await addMember(app, 'AGENT', { organizationId: member.organizationId })
    const task = await owner.create('tasks', { ...call, assigneeId: ownerMember.memberId })
    expect(await inbox(owner)).toEqual([])
    await owner.patch(`/api/tasks/${task.id}`, { assigneeId: member.memberId })
    await owner.patch(`/api/tasks/${task.id}`, { title: 'Call the notary again' })
    await owner.create('tasks', { ...call, assigneeId: member.memberId, status: 'COMPLETED' })
    await agent.create('tasks', { ...call, assigneeId: member.memberId })
    expect(await inbox(agent)).toMatchObject([{ kind: 'assigned', title: call.title }])
    await agent.patch(`/api/tasks/${task.id}`, { assigneeId: ownerMember.memberId })
    expect(await inbox(owner)).toMatchObject([{ kind: 'assigned', title: 'Call the notary again' }])
    await owner.patch(`/api/tasks/${task.id}`, { assigneeId: leaver.memberId })
    await removeMember(app, leaver)
    expect(await mailsTo(app, leaver.email)).toHaveLength(1)
    expect((await owner.post('/api/tasks', { ...call, assigneeId: leaver.memberId })).status).toBe(422)
    expect(await mailsTo(app, leaver.email)).toHaveLength(1)
  })

  it('is undone with its cause', async () => {
    const { owner, agent, member } = await office()
    const task = await owner.create('tasks', { title: 'Keys' })
    const stale = await owner.patch(`/api/tasks/${task.id}`, { assigneeId: member.memberId }, { 'if-match': '"7"' })
    expect(stale.status).toBe(409)
    const wrong = await owner.patch(`/api/tasks/${task.id}`, { assigneeId: member.memberId, propertyId: task.id })
    expect(wrong.status).toBe(422)
    expect([await inbox(agent), await mailsTo(app, member.email)]).toEqual([[], []])
  })

  it('several given at once are one notice and one mail', async () => {
    const { owner, agent, member } = await office()
    const ids = []
    for (const title of ['One', 'Two', 'Three']) ids.push((await owner.create('tasks', { title })).id)
    const changes = { assigneeId: member.memberId }
    expect((await owner.post('/api/tasks/bulk', { action: 'edit', ids, changes })).json).toMatchObject({ done: 3 })
    expect(await inbox(agent)).toMatchObject([{ kind: 'assigned', recordId: null, title: null, data: { count: 3 } }])
    expect(await mailsTo(app, member.email)).toMatchObject([{ kind: 'task-assigned', data: { count: 3, title: null } }])
  })

  it('a notice of what the member may not see any more tells nothing of it', async () => {
    const { owner, ownerMember, agent, member } = await office()
    const settings = { visibility: { tasks: 'own' } }
    await owner.patch(`/api/organizations/${member.organizationId}`, { settings })
    const task = await owner.create('tasks', { ...call, assigneeId: member.memberId })
    await owner.patch(`/api/tasks/${task.id}`, { assigneeId: ownerMember.memberId })
    const [notice] = await inbox(agent)
    expect(notice).toMatchObject({ isOpen: false, title: null, data: {} })
  })
})

describe('a member named in a note', () => {
  it('is told once, with the record it stands on, and only of what they may read', async () => {
    const { owner, agent, member } = await office()
    const { id: clientId } = await owner.create('clients', { name: 'Νίκος Ρήγας', email: 'n@example.com' })
    const content = `Ρωτήστε τη Μαρία.\nΗ τιμή είναι ανοιχτή. ${'…'.repeat(300)}`
    const note = await owner.create('notes', { content, clientId, mentionIds: [member.memberId] })
    const [notice] = await inbox(agent)
    expect(notice).toMatchObject({
      kind: 'mentioned',
      resource: 'notes',
      recordId: note.id,
      title: expect.stringMatching(/^Ρωτήστε τη Μαρία\. Η τιμή.*…$/) as string,
      on: { resource: 'clients', id: clientId, title: 'Νίκος Ρήγας' },
    })
    expect(await mailsTo(app, member.email)).toMatchObject([{ kind: 'mentioned', data: { on: 'Νίκος Ρήγας' } }])
    await owner.patch(`/api/notes/${note.id}`, { content: 'Άλλαξε' })
    expect(await inbox(agent)).toHaveLength(1)
    await owner.delete(`/api/notes/${note.id}`)
    expect((await inbox(agent))[0]).toMatchObject({ isOpen: false, title: null, on: null })
  })

  it('with visibility «own» is told of notes on records of their own only', async () => {
    const { owner, agent, member } = await office()
    const settings = { visibility: { clients: 'own' } }
    await owner.patch(`/api/organizations/${member.organizationId}`, { settings })
    for (const [name, agentId] of [
      ['Hidden', null],
      ['Theirs', member.memberId],
    ] as const) {
      // prettier-ignore
      const { id: clientId } = await owner.create('clients', { name, email: 'h@example.com', agentId })
      await owner.create('notes', { content: name, clientId, mentionIds: [member.memberId] })
    }
    expect(await inbox(agent)).toMatchObject([{ kind: 'mentioned', title: 'Theirs', on: { title: 'Theirs' } }])
    expect(await mailsTo(app, member.email)).toMatchObject([{ kind: 'mentioned', data: { on: 'Theirs' } }])
  })

  it('nobody of another organization can be named', async () => {
    const [one, other] = [await office(), await office()]
    const { id: clientId } = await one.owner.create('clients', { name: 'A', email: 'a@example.com' })
    await one.owner.create('notes', { content: 'Look', clientId, mentionIds: [other.member.memberId] })
    expect([await inbox(other.agent), await mailsTo(app, other.member.email)]).toEqual([[], []])
  })
})

describe('the inbox', () => {
  it('is marked as read, some or all, one’s own only, and is paged', async () => {
    const { owner, agent, member } = await office()
    for (const title of ['One', 'Two', 'Three']) await owner.create('tasks', { title, assigneeId: member.memberId })
    const [newest] = await inbox(agent)
    expect(newest?.title).toBe('Three')
    expect((await owner.post('/api/notices/read', { ids: [newest?.id] })).json).toEqual({ unread: 0 })
    expect(await unreadOf(agent)).toBe(3)
    expect((await agent.post('/api/notices/read', { ids: [newest?.id] })).json).toEqual({ unread: 2 })
    const page = await agent.get('/api/notices?_start=1&_end=2')
    expect([page.headers.get('x-total-count'), (page.json as Notice[])[0]?.title]).toEqual(['3', 'Two'])
    expect((await agent.post('/api/notices/read', { all: true })).json).toEqual({ unread: 0 })
    expect((await agent.post('/api/notices/read', {})).status).toBe(422)
    expect((await agent.get('/api/notices?kind=due')).status).toBe(400)
  })

  it('is closed to API tokens and to the signed out', async () => {
    const { owner } = await office()
    const body = { name: 'T', role: 'ADMIN', scopes: ['tasks:read'], expiresAt: null }
    const { token } = (await owner.post('/api/api-tokens', body)).json as { token: string }
    const headers = { authorization: `Bearer ${token}`, cookie: '' }
    for (const path of ['/api/notices', '/api/notices/settings', '/api/tasks/counts', '/api/calendar/address']) {
      expect((await owner.get(path, headers)).status).toBe(403)
      expect((await owner.get(path, { cookie: '' })).status).toBe(401)
    }
  })

  it('loses what was read 90 days ago, and nothing else', async () => {
    const { owner, agent, member } = await office()
    for (const title of ['One', 'Two']) await owner.create('tasks', { title, assigneeId: member.memberId })
    const [two] = await inbox(agent)
    await agent.post('/api/notices/read', { ids: [two?.id] })
    const later = (days: number) => new Date(Date.now() + days * 86_400_000)
    expect(await purgeNotices(app.database, later(89))).toBe(0)
    expect(await purgeNotices(app.database, later(91))).toBeGreaterThan(0)
    expect(await inbox(agent)).toMatchObject([{ title: 'One' }])
  })
})

describe('what reaches a member', () => {
  it('is theirs to choose, kind by kind', async () => {
    const { owner, agent, member } = await office()
    expect((await agent.get('/api/notices/settings')).json).toEqual({
      assigned: { app: true, mail: true },
      due: { app: true, mail: true },
      mentioned: { app: true, mail: true },
      'import-finished': { app: true, mail: false },
      'export-finished': { app: true, mail: false },
      'webhook-disabled': { app: true, mail: true },
    })
    const chosen = await agent.patch('/api/notices/settings', { assigned: { mail: false } })
    expect(chosen.json).toMatchObject({ assigned: { app: true, mail: false }, due: { app: true, mail: true } })
    await owner.create('tasks', { ...call, assigneeId: member.memberId })
    expect([await inbox(agent), await mailsTo(app, member.email)]).toMatchObject([[{ kind: 'assigned' }], []])
    await agent.patch('/api/notices/settings', { assigned: { mail: true, app: false } })
    await owner.create('tasks', { ...call, assigneeId: member.memberId })
    expect(await inbox(agent)).toHaveLength(1)
    expect(await mailsTo(app, member.email)).toHaveLength(1)
    for (const body of [{ other: { app: true } }, { due: { app: 'yes' } }, { due: true }]) {
      expect((await agent.patch('/api/notices/settings', body)).status).toBe(422)
    }
    expect((await owner.get('/api/notices/settings')).json).toMatchObject({ assigned: { app: true, mail: true } })
  })

  it('a viewer chooses too, and is told in Greek', async () => {
    const { owner, member } = await office()
    const viewer = await addMember(app, 'VIEWER', { organizationId: member.organizationId })
    const client = await signIn(app, viewer)
    await owner.create('tasks', { ...call, assigneeId: viewer.memberId })
    expect(await mailsTo(app, viewer.email)).toMatchObject([{ locale: 'el' }])
    expect((await client.patch('/api/notices/settings', { due: { mail: false } })).status).toBe(200)
    expect((await client.post('/api/notices/read', { all: true })).status).toBe(200)
  })
})

it('the languages of accounts are told inside their organization only', async () => {
  const [one, other] = [await office(), await office()]
  const ask = (context: { organizationId: string | null; userId: string }) =>
    app.database.read<{ id: string }>(context, sql`select id from oikion_languages(${[one.member.memberId]}::uuid[])`)
  expect(await ask(one.member)).toHaveLength(1)
  expect(await ask(other.member)).toEqual([])
  expect(await ask({ organizationId: null, userId: one.member.userId })).toEqual([])
})
