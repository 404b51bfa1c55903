import { jpeg } from '../pictures.ts'
import type { TestClient } from '../testClient.ts'
import { upload, type UploadAnswer } from '../mediaApp.ts'

/** What one field may be: as last acknowledged, or as asked for when the answer never came. */
export interface Expected {
  table: 'client' | 'property'
  column: 'name' | 'city' | 'trashed'
  values: string[]
}

/** A client with notes that is merged into another, and back. */
export interface Pair {
  kept: string
  merged: string
  notes: string[]
  /** Undefined while it is not known. */
  mergeId?: string
}

/** What one person has been told, and so must be there. */
export interface Ledger {
  /** By `<record>.<column>`. */
  fields: Map<string, Expected>
  pairs: Pair[]
  /** Media that were acknowledged. */
  media: string[]
  /** Answers by operation. */
  done: Record<string, number>
}

export const emptyLedger = (): Ledger => ({ fields: new Map(), pairs: [], media: [], done: {} })

interface Worker {
  client: TestClient
  ledger: Ledger
  records: { id: string; table: 'client' | 'property' }[]
  /** For names that occur once. */
  count: number
}

/** The answer never came, or was the server's fault: what was asked for has happened, or not. */
class Unknown extends Error {}

const picture = await jpeg()
const resourceOf = { client: 'clients', property: 'properties' } as const
const nameOf = { client: 'name', property: 'city' } as const
const pick = <T>(from: T[]): T | undefined => from[Math.floor(Math.random() * from.length)]

export function newWorker(client: TestClient): Worker {
  return { client, ledger: emptyLedger(), records: [], count: 0 }
}

/** Works until told to stop, or until the server fails it. */
export async function work(worker: Worker, signal: AbortSignal): Promise<void> {
  const operations = [create, edit, edit, trash, merge, merge, merge, uploadPicture]
  try {
    while (!signal.aborted) {
      const operation = pick(operations) ?? create
      await operation(worker)
      worker.ledger.done[operation.name] = (worker.ledger.done[operation.name] ?? 0) + 1
    }
  } catch (error) {
    if (!(error instanceof Unknown)) throw error
  }
}

async function create(worker: Worker): Promise<string> {
  const table = Math.random() < 0.5 ? 'client' : 'property'
  const name = `Νέο ${++worker.count}`
  const body =
    table === 'client' ? { clientType: 'PERSON', name, phone: '1' } : { propertyType: 'APARTMENT', city: name }
  const { id } = (await call(worker, 'POST', resourceOf[table], body)) as { id: string }
  worker.records.push({ id, table })
  expectField(worker, id, table, nameOf[table], name)
  expectField(worker, id, table, 'trashed', 'false')
  return id
}

async function edit(worker: Worker): Promise<void> {
  const record = pick(worker.records.filter(({ id }) => isLiving(worker, id)))
  if (!record) return
  const name = `Αλλαγή ${++worker.count}`
  const column = nameOf[record.table]
  await settle(worker, record, column, name, () =>
    call(worker, 'PATCH', `${resourceOf[record.table]}/${record.id}`, { [column]: name }),
  )
}

/** To the trash, or back. */
async function trash(worker: Worker): Promise<void> {
  const record = pick(worker.records)
  if (!record) return
  const path = `${resourceOf[record.table]}/${record.id}`
  const living = isLiving(worker, record.id)
  await settle(worker, record, 'trashed', String(living), () =>
    living ? call(worker, 'DELETE', path) : call(worker, 'POST', `${path}/restore`, {}),
  )
}

/** Merges a pair, or undoes it; now and then a new one. */
async function merge(worker: Worker): Promise<void> {
  const { pairs } = worker.ledger
  const pair = pairs.length < 3 || Math.random() < 0.1 ? await newPair(worker) : pick(pairs)
  if (!pair) return
  const path = `clients/${pair.kept}/merge`
  if (pair.mergeId) {
    const id = pair.mergeId
    delete pair.mergeId
    await call(worker, 'POST', `${path}s/${id}/undo`, {})
    return
  }
  const body = { mergedId: pair.merged }
  const preview = (await call(worker, 'POST', `${path}/preview`, body)) as Record<
    'kept' | 'merged',
    { version: number }
  >
  const versions = { kept: preview.kept.version, merged: preview.merged.version }
  const { id } = (await call(worker, 'POST', path, { ...body, versions })) as { id: string }
  pair.mergeId = id
}

async function newPair(worker: Worker): Promise<Pair> {
  const person = async (name: string) =>
    (await call(worker, 'POST', 'clients', { clientType: 'PERSON', name, email: `${name}@example.com` })) as {
      id: string
    }
  const kept = await person(`kept-${++worker.count}`)
  const merged = await person(`merged-${worker.count}`)
  const notes: string[] = []
  for (const content of ['πρώτη', 'δεύτερη', 'τρίτη']) {
    notes.push(((await call(worker, 'POST', 'notes', { content, clientId: merged.id })) as { id: string }).id)
  }
  const pair = { kept: kept.id, merged: merged.id, notes }
  worker.ledger.pairs.push(pair)
  return pair
}

async function uploadPicture(worker: Worker): Promise<void> {
  const property = pick(worker.records.filter(({ id, table }) => table === 'property' && isLiving(worker, id)))
  if (!property) return
  const answer = await upload(worker.client, property.id, [{ name: 'a.jpg', bytes: picture }]).catch(unknown)
  if (answer.status >= 500) throw new Unknown(answer.text)
  const { done, refused } = answer.json as UploadAnswer
  // The fortieth is the last that a property takes.
  if (refused.some(({ status }) => status >= 500)) throw new Unknown(answer.text)
  worker.ledger.media.push(...done.map(({ id }) => id))
}

async function call(worker: Worker, method: string, path: string, body?: unknown): Promise<unknown> {
  const { client } = worker
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const answer = await client.request(method, `/api/${path}`, sent).catch(unknown)
  if (answer.status >= 500) throw new Unknown(`${method} ${path} answered ${answer.status}`)
  if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
  return answer.json
}

function unknown(error: unknown): never {
  throw new Unknown(String(error))
}

/** Until the answer comes, both the old and the new may be there. */
async function settle(
  { ledger }: Worker,
  { id }: { id: string },
  column: Expected['column'],
  value: string,
  act: () => Promise<unknown>,
): Promise<void> {
  const expected = ledger.fields.get(`${id}.${column}`)
  if (!expected) throw new Error(`Nothing is known of ${id}`)
  expected.values = [...expected.values, value]
  await act()
  expected.values = [value]
}

function expectField(
  { ledger }: Worker,
  id: string,
  table: Expected['table'],
  column: Expected['column'],
  value: string,
) {
  ledger.fields.set(`${id}.${column}`, { table, column, values: [value] })
}

const isLiving = ({ ledger }: Worker, id: string) => ledger.fields.get(`${id}.trashed`)?.values[0] === 'false'
