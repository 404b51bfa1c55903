import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { isPooled } from '../database/testing.ts'
import { sql } from '../database/sql.ts'
import { mailsTo } from '../test/mails.ts'
import { addMember, signedIn, testApp, type TestApp, type TestMember } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'
import { remindDue } from './reminders.ts'

let app: TestApp
let owner: TestClient
let member: TestMember
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  const { client, organizationId } = await signedIn(app)
  owner = client
  member = await addMember(app, 'AGENT', { organizationId })
})

/** A task as it stood in the database at another time. */
async function taskDue(title: string, dueAt: string, writtenAt: string, fields: object = {}): Promise<string> {
  const { id } = await owner.create('tasks', { title, dueAt, assigneeId: member.memberId, ...fields })
  await app.database.withOrganization(member, (tx) =>
    tx.query(sql`update task set updated_at = ${writtenAt}::timestamptz where id = ${id}::uuid`),
  )
  return id
}

const remindAt = (instant: string) => remindDue(app.database, new Date(instant))
const reminders = (to = member) =>
  app.database.read<{ title: string | null; data: { count: number } }>(
    to,
    sql`select title, data from notice where member_id = ${to.memberId}::uuid and kind = 'due' order by created_at`,
  )
const titles = async () => (await reminders()).map(({ title }) => title)

it.each([
  ['the day before the clocks go forward', '2026-03-28T16:00:00Z', '2026-03-28T06:00:00Z'],
  ['the day they do', '2026-03-29T15:00:00Z', '2026-03-29T05:00:00Z'],
  ['the day before they go back', '2026-10-24T15:00:00Z', '2026-10-24T05:00:00Z'],
  ['the day they do so', '2026-10-25T16:00:00Z', '2026-10-25T06:00:00Z'],
])('what falls due at 18:00 is reminded of at 8:00 in Athens, once: %s', async (_, dueAt, eight) => {
  const id = await taskDue('Keys', dueAt, '2026-01-01T00:00:00Z')
  await remindAt(new Date(new Date(eight).getTime() - 1000).toISOString())
  expect(await titles()).toEqual([])
  await remindAt(eight)
  await remindAt(eight)
  await remindAt(dueAt)
  expect(await titles()).toEqual(['Keys'])
  const mails = (await mailsTo(app, member.email)).filter(({ kind }) => kind === 'task-due')
  expect(mails).toMatchObject([
    {
      locale: 'el',
      data: { count: 1, tasks: [{ title: 'Keys' }], path: `/o/org-${member.organizationId}/tasks/${id}` },
    },
  ])
})

it('what is due before eight, or was planned after eight, is reminded of when it is due', async () => {
  await taskDue('Early', '2026-05-05T04:00:00Z', '2026-05-01T00:00:00Z')
  await remindAt('2026-05-05T03:59:00Z')
  expect(await titles()).toEqual([])
  await remindAt('2026-05-05T04:00:00Z')
  expect(await titles()).toEqual(['Early'])
  await taskDue('Late', '2026-05-05T13:00:00Z', '2026-05-05T09:00:00Z')
  await remindAt('2026-05-05T12:59:00Z')
  expect(await titles()).toEqual(['Early'])
  await remindAt('2026-05-05T13:00:00Z')
  expect(await titles()).toEqual(['Early', 'Late'])
})

it('days are those of the organization’s time zone', async () => {
  const settings = { timeZone: 'America/New_York' }
  await owner.patch(`/api/organizations/${member.organizationId}`, { settings })
  // 20:00 on 5 May over there; eight in the morning is noon in UTC.
  await taskDue('There', '2026-05-06T00:00:00Z', '2026-05-01T00:00:00Z')
  await remindAt('2026-05-05T11:59:00Z')
  expect(await titles()).toEqual([])
  await remindAt('2026-05-05T12:00:00Z')
  expect(await titles()).toEqual(['There'])
})

it('moving the due time reminds anew; what is done, cancelled or in the trash does not', async () => {
  const id = await taskDue('Moved', '2026-05-05T04:00:00Z', '2026-05-01T00:00:00Z')
  for (const status of ['COMPLETED', 'CANCELLED']) {
    await taskDue(status, '2026-05-05T04:00:00Z', '2026-05-01T00:00:00Z', { status })
  }
  await owner.delete(`/api/tasks/${await taskDue('Trash', '2026-05-05T04:00:00Z', '2026-05-01T00:00:00Z')}`)
  await remindAt('2026-05-05T04:00:00Z')
  await owner.patch(`/api/tasks/${id}`, { dueAt: '2026-05-07T04:00:00.000Z' })
  await remindAt('2026-05-06T04:00:00Z')
  expect(await titles()).toEqual(['Moved'])
  await remindAt('2026-05-07T04:00:00Z')
  expect(await titles()).toEqual(['Moved', 'Moved'])
})

it('several at once are one notice and one mail that names them; without an assignee the author is reminded', async () => {
  const { client, ...author } = await signedIn(app, 'AGENT', member.organizationId)
  for (const [title, hour] of [
    ['B', '14'],
    ['A', '13'],
  ] as const)
    // prettier-ignore
    await taskDue(title, `2026-05-05T${hour}:00:00Z`, '2026-05-01T00:00:00Z')
  await client.create('tasks', { title: 'Nobody’s', dueAt: '2026-05-05T04:00:00.000Z' })
  await remindAt('2026-05-05T05:00:00Z')
  expect(await reminders()).toMatchObject([{ title: null, data: { count: 2 } }])
  const [mail] = await mailsTo(app, member.email)
  expect(mail).toMatchObject({ kind: 'task-due', data: { count: 2, tasks: [{ title: 'A' }, { title: 'B' }] } })
  expect(await reminders(author)).toMatchObject([{ title: 'Nobody’s' }])
})

it('two processes at the same moment remind once', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => `Task ${index}`)
  const people = await Promise.all(ids.map(() => addMember(app, 'AGENT', { organizationId: member.organizationId })))
  for (const [index, title] of ids.entries()) {
    const assigneeId = people[index]?.memberId
    await taskDue(title, '2026-05-05T04:00:00Z', '2026-05-01T00:00:00Z', { assigneeId })
  }
  const other = openDatabase({ url: app.databaseUrl, preparedStatements: !isPooled, connections: 2 })
  try {
    const now = new Date('2026-05-05T04:00:00Z')
    await Promise.all([app.database, other, app.database, other].map((database) => remindDue(database, now)))
  } finally {
    await other.close()
  }
  for (const person of people) {
    expect(await reminders(person)).toHaveLength(1)
    expect((await mailsTo(app, person.email)).filter(({ kind }) => kind === 'task-due')).toHaveLength(1)
  }
})

it('nobody is reminded in an organization that was deleted, or after leaving', async () => {
  await taskDue('Gone', '2026-05-05T04:00:00Z', '2026-05-01T00:00:00Z')
  await app.database.ask(sql`
    update organization set deleted_at = now(), purge_at = now() + interval '1 day' where id = ${member.organizationId}::uuid`)
  await remindAt('2026-05-05T04:00:00Z')
  await app.database.ask(sql`
    update organization set deleted_at = null, purge_at = null where id = ${member.organizationId}::uuid`)
  expect(await titles()).toEqual([])
  await app.database.withOrganization(member, (tx) =>
    tx.query(sql`update membership set deleted_at = now() where id = ${member.memberId}::uuid`),
  )
  const mailed = (await mailsTo(app, member.email)).length
  await remindAt('2026-05-05T04:01:00Z')
  expect([await titles(), (await mailsTo(app, member.email)).length]).toEqual([[], mailed])
})
