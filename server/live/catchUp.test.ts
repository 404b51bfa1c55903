import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Access } from '../records/access.ts'
import { activity, insertActivity } from '../records/activity.ts'
import { defaultSettings } from '../resources/settings.ts'
import { liveApp, TestStream } from '../test/liveApp.ts'
import { signedIn, type TestMember } from '../test/testApp.ts'
import { isSnapshot } from './changes.ts'

let app: Awaited<ReturnType<typeof liveApp>>
beforeAll(async () => {
  app = await liveApp()
})
afterAll(() => app.close())

const aClient = { name: 'Νίκος', clientType: 'PERSON', phone: '2101234567' }
const created = (id: string) => ({ resource: 'clients', id, kind: 'create' })

test('who comes back is told what they missed, once', async () => {
  const { client } = await signedIn(app)
  const before = await TestStream.open(client)
  const seen = await client.create('clients', aClient)
  await before.stream.until(seen.id)
  await before.stream.close()
  const missed = [await client.create('clients', aClient), await client.create('clients', aClient)]
  const { stream, first } = await TestStream.open(client, { last: before.stream.lastId })
  expect(first.data).toEqual(missed.map(({ id }) => created(id)))
  const later = await client.create('clients', aClient)
  expect(await stream.until(later.id)).toEqual([created(later.id)])
  await stream.close()
})

test('also from another process, and also by the address', async () => {
  const other = await app.another()
  const { client, organizationId } = await signedIn(app)
  const before = await TestStream.open(client)
  await before.stream.close()
  const { id } = await client.create('clients', aClient)
  const last = before.stream.lastId
  const there = await TestStream.open(client, { last, url: other.url })
  expect(there.first.data).toEqual([created(id)])
  const path = `${other.url}/api/live?_organization=${organizationId}&_last=${encodeURIComponent(last)}`
  const answer = await fetch(path, { headers: { cookie: client.cookie } })
  const reader = answer.body!.getReader()
  expect(new TextDecoder().decode((await reader.read()).value)).toContain(id)
  await Promise.all([there.stream.close(), reader.cancel()])
})

test('transactions that overlap are each told once, whichever is committed first', async () => {
  const { client, ...member } = await signedIn(app)
  const { stream } = await TestStream.open(client)
  const slow = await begin(member)
  const quick = await begin(member)
  await quick.commit()
  expect(await stream.next()).toMatchObject({ data: [created(quick.id)] })
  const between = stream.lastId
  await slow.commit()
  expect(await stream.next()).toMatchObject({ data: [created(slow.id)] })
  // Who was away since between the two is told of the one that was written first, but committed last.
  const back = await TestStream.open(client, { last: between })
  expect(back.first.data).toEqual([created(slow.id)])
  const later = await client.create('clients', aClient)
  expect(await back.stream.until(later.id)).toEqual([created(later.id)])
  expect(await stream.until(later.id)).toEqual([created(later.id)])
  await Promise.all([stream.close(), back.stream.close()])
})

/** A transaction that has written one change and waits with its commit. */
async function begin(member: TestMember): Promise<{ id: string; commit: () => Promise<void> }> {
  const access: Access = { ...member, role: 'ORG_OWNER', settings: defaultSettings, isPersonal: false }
  const id = uuid()
  const row = activity('clients', 'create', { access, now: new Date() }, { recordId: id })
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  let done: Promise<void> | undefined
  await new Promise<void>((written) => {
    done = app.database.withOrganization(member, async (tx) => {
      await tx.query(insertActivity(member.organizationId, [row]))
      written()
      await held
    })
  })
  return {
    id,
    async commit() {
      release()
      await done
    },
  }
}

test.each(['nonsense', '1:2:3:4', '0:0:', '5:4:', '5:9:9', '5:9:7,6', '1:99999999999:', `${'9'.repeat(30)}:1:`])(
  'from a moment such as «%s» everything is to be looked at anew',
  async (last) => {
    const { client } = await signedIn(app)
    const { stream, first } = await TestStream.open(client, { last })
    expect(first).toMatchObject({ event: 'reset', data: [] })
    const { id } = await client.create('clients', aClient)
    expect(await stream.until(id)).toEqual([created(id)])
    await stream.close()
  },
)

test('a snapshot is read as PostgreSQL writes it', () => {
  for (const text of ['786:786:', '10:20:10,14,19', '1:1:']) expect(isSnapshot(text), text).toBe(true)
  for (const text of [
    '',
    '786',
    '786:786',
    '10:20:20',
    '10:20:9',
    '10:20:14,14',
    '10:20:14,',
    '-1:2:',
    '1:2: ',
    `1:9999999:${'5,'.repeat(3000)}6`,
  ])
    expect(isSnapshot(text), text).toBe(false)
})
