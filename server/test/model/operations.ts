import fc from 'fast-check'
import { expect } from 'vitest'
import type { Answer, JsonRecord, TestClient } from '../testClient.ts'
import type { Model, ModelClient, ModelNote, Person } from './model.ts'

/** The people of two agencies, each signed in. */
export type Actor = Person & { client: TestClient }

/** What a sequence of operations works on: the agencies as they are, and as the model has them. */
export interface World {
  actors: Actor[]
  model: Model
  /** Marks the records of one sequence. */
  mark: string
  setVisibility(organization: 0 | 1, isNarrow: boolean): Promise<void>
}

/** One operation by somebody; `at` chooses among what there is. */
export interface Operation {
  kind: (typeof kinds)[number]
  actor: number
  at: number
  other: number
}

const kinds = [
  'create', 'edit', 'assign', 'assign', 'assign', 'delete', 'restore', 'show', 'list', 'search', 'bulkDelete', 'addNote', 'editNote',
  'deleteNote', 'listNotes', 'feed', 'timeline', 'export', 'narrow', 'widen',
] as const // prettier-ignore

export const operations = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), actor: fc.nat(999), at: fc.nat(999), other: fc.nat(999) }),
  // Without a size of its own the library prefers short ones, which hardly get past creating.
  { minLength: 12, maxLength: 40, size: 'max' },
)

const ids = (answer: Answer) => (answer.json as JsonRecord[]).map(({ id }) => id).toSorted()
const idsOf = (records: { id: string }[]) => records.map(({ id }) => id).toSorted()
const pick = <T>(from: T[], at: number): T | undefined => from[at % Math.max(from.length, 1)]

/** Does one operation, and compares what came of it with the model, which then follows. */
export async function perform(world: World, { kind, actor: index, at, other }: Operation): Promise<void> {
  const { model, mark } = world
  const actor = pick(world.actors, index)
  const target = pick(model.clients, at)
  const note = pick(model.notes, at)
  if (!actor) return
  const { client } = actor
  if (kind === 'narrow' || kind === 'widen') return narrow(world, actor, kind === 'narrow')
  if (kind === 'create') return create(world, actor)
  if (kind === 'list')
    return expectIds(await client.get(`/api/clients?leadSource=${mark}&_end=500`), model.listed(actor))
  if (kind === 'search') return expectIds(await client.get(`/api/clients?q=${mark}&_end=500`), model.listed(actor))
  if (kind === 'export') return expectExport(world, actor)
  if (kind === 'feed') return expectFeed(world, actor)
  if (!target) return
  switch (kind) {
    case 'show':
      return expectStatus(
        await client.get(`/api/clients/${target.id}`),
        model.reads(actor, target) && !target.isTrashed ? 200 : 404,
      )
    case 'edit':
      return expectStatus(
        await client.patch(`/api/clients/${target.id}`, { tags: [`t${at}`] }),
        model.edit(actor, target),
      )
    case 'assign':
      return assign(world, actor, target, other)
    case 'delete':
    case 'restore':
      return remove(world, actor, target, kind === 'restore')
    case 'bulkDelete':
      return bulkDelete(world, actor)
    case 'addNote':
      return addNote(world, actor, target)
    case 'listNotes':
      return expectIds(await client.get(`/api/notes?q=${mark}&_end=500`), model.listedNotes(actor))
    case 'timeline':
      return expectTimeline(world, actor, target)
    case 'editNote':
    case 'deleteNote':
      if (note) await changeNote(world, actor, note, kind === 'deleteNote')
  }
}

/** A client of everybody who may make one, as the ground for the rest. */
export async function begin(world: World): Promise<void> {
  for (const actor of world.actors) await create(world, actor)
}

/** In the end everybody of both agencies sees exactly what the model says. */
export async function expectSameView({ actors, model, mark }: World): Promise<void> {
  for (const actor of actors) {
    expectIds(await actor.client.get(`/api/clients?leadSource=${mark}&_end=500`), model.listed(actor))
    expectIds(await actor.client.get(`/api/notes?q=${mark}&_end=500`), model.listedNotes(actor))
  }
}

async function create({ model, mark }: World, { client, role, organization, memberId }: Actor): Promise<void> {
  const body = { name: `${mark} somebody`, email: `${crypto.randomUUID()}@example.com`, leadSource: mark }
  const answer = await client.post('/api/clients', body)
  expectStatus(answer, role === 'VIEWER' ? 403 : 201)
  if (answer.status !== 201) return
  model.clients.push({
    id: (answer.json as JsonRecord).id,
    organization,
    createdBy: memberId,
    agentId: null,
    isTrashed: false,
  })
}

async function assign({ model, actors }: World, actor: Actor, target: ModelClient, other: number): Promise<void> {
  const to = pick(
    actors.filter(({ organization }) => organization === actor.organization),
    other,
  )
  const answer = await actor.client.patch(`/api/clients/${target.id}`, { agentId: to?.memberId })
  expectStatus(answer, model.edit(actor, target))
  if (answer.status === 200) target.agentId = to?.memberId ?? null
}

async function remove({ model }: World, actor: Actor, target: ModelClient, isRestored: boolean): Promise<void> {
  const path = `/api/clients/${target.id}`
  const answer = await (isRestored ? actor.client.post(`${path}/restore`, {}) : actor.client.delete(path))
  expectStatus(answer, model.remove(actor, target, isRestored))
  if (answer.status === 200) target.isTrashed = !isRestored
}

async function bulkDelete({ model }: World, actor: Actor): Promise<void> {
  const wanted = model.clients.slice(-4)
  const answer = await actor.client.post('/api/clients/bulk', { action: 'delete', ids: idsOf(wanted) })
  if (actor.role === 'VIEWER') return expectStatus(answer, 403)
  const done = wanted.filter((target) => model.remove(actor, target, false) === 200)
  expect(answer.json).toMatchObject({ done: done.length, refusedTotal: wanted.length - done.length })
  for (const target of done) target.isTrashed = true
}

async function addNote({ model, mark }: World, actor: Actor, target: ModelClient): Promise<void> {
  const answer = await actor.client.post('/api/notes', { content: `${mark} said`, clientId: target.id })
  expectStatus(answer, model.addNote(actor, target))
  if (answer.status !== 201) return
  model.notes.push({ id: (answer.json as JsonRecord).id, client: target, author: actor.memberId, isTrashed: false })
}

async function changeNote({ model, mark }: World, actor: Actor, note: ModelNote, isRemoved: boolean): Promise<void> {
  const path = `/api/notes/${note.id}`
  if (!isRemoved) {
    const answer = await actor.client.patch(path, { content: `${mark} said ${crypto.randomUUID()}` })
    return expectStatus(answer, model.editNote(actor, note))
  }
  const answer = await actor.client.delete(path)
  expectStatus(answer, model.removeNote(actor, note))
  if (answer.status === 200) note.isTrashed = true
}

async function narrow(world: World, { organization }: Actor, isNarrow: boolean): Promise<void> {
  await world.setVisibility(organization, isNarrow)
  world.model.isNarrow[organization] = isNarrow
}

/** No entry about a record that the reader may not read. */
async function expectFeed({ model }: World, actor: Actor): Promise<void> {
  const answer = await actor.client.get('/api/feed?resource=clients&_end=100')
  expectStatus(answer, 200)
  const told = new Set((answer.json as JsonRecord[]).map((entry) => entry['recordId']))
  const hidden = model.clients.filter((client) => told.has(client.id) && !model.reads(actor, client))
  expect(idsOf(hidden)).toEqual([])
}

async function expectTimeline({ model }: World, actor: Actor, target: ModelClient): Promise<void> {
  const answer = await actor.client.get(`/api/clients/${target.id}/timeline?_end=100`)
  if (!model.reads(actor, target)) return expectStatus(answer, 404)
  const told = (answer.json as { resource: string | null; record: { id: string } }[]).filter(
    ({ resource }) => resource === 'notes',
  )
  const expected = model.listedNotes(actor).filter(({ client }) => client === target)
  expect(idsOf(told.map(({ record }) => record))).toEqual(idsOf(expected))
}

async function expectExport({ model, mark }: World, actor: Actor): Promise<void> {
  const answer = await actor.client.get(`/api/clients/export?_values=keys&leadSource=${mark}`)
  if (actor.role === 'VIEWER') return expectStatus(answer, 403)
  const found = model.clients.filter(({ id }) => answer.text.includes(id))
  expect(idsOf(found)).toEqual(idsOf(model.listed(actor)))
}

function expectIds(answer: Answer, expected: { id: string }[]): void {
  expectStatus(answer, 200)
  expect(ids(answer)).toEqual(idsOf(expected))
  expect(answer.headers.get('x-total-count')).toBe(String(expected.length))
}

function expectStatus(answer: Answer, status: number): void {
  expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, ''])
}
