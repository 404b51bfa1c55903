import type { Definition } from '../resources/define.ts'
import { grantOf } from '../resources/roles.ts'
import { fieldOf } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { exampleEdit, exampleOf } from './examples.ts'
import { addMember, type TestApp } from './testApp.ts'
import type { JsonRecord, TestClient } from './testClient.ts'

/** Whether people make records of this resource through the engine; the others come about otherwise. */
export const isCreated = ({ access }: Definition) => grantOf(access, 'create') !== 'NOBODY'

/** A valid body for any resource, with a new record behind every reference that it needs. */
export async function exampleWith(
  client: TestClient,
  definition: Definition,
  serial = 1,
): Promise<Record<string, unknown>> {
  const body = exampleOf(definition, serial)
  for (const [name, target] of Object.entries(definition.references ?? {})) {
    const isNeeded = definition.section === 'related' || fieldOf(definition, name).required
    const to = resources[String(target)]
    if (!isNeeded || !to || target === 'members') continue
    body[name] = (await client.create(to.name, await exampleWith(client, to, nextSerial()))).id
  }
  return body
}

let serial = 50_000
const nextSerial = () => ++serial

/** One more record of any resource in the owner's organization, as the owner sees it. */
export async function oneMore(
  app: TestApp,
  owner: TestClient,
  definition: Definition,
  serial = 1,
): Promise<JsonRecord> {
  const { name } = definition
  if (isCreated(definition)) {
    // Of a webhook the secret is shown only at its making; the record is what everything else shows.
    const { secret: _secret, ...record } = await owner.create(name, await exampleWith(owner, definition, serial))
    return record
  }
  const id = await idOfNew(app, owner, name)
  const path = id ? `/api/${name}?id=${id}` : `/api/${name}`
  const [record] = (await owner.get(path)).json as JsonRecord[]
  if (!record) throw new Error(`There is no record of ${name} yet`)
  return record
}

/** For what does not come about by hand: whatever there is already. */
async function idOfNew(app: TestApp, owner: TestClient, resource: string): Promise<string | undefined> {
  if (resource === 'members') return (await addMember(app, 'AGENT', { organizationId: owner.organizationId })).memberId
  if (resource === 'feed') {
    const made = await owner.create('clients', { name: 'Told of', email: `${crypto.randomUUID()}@example.com` })
    const entries = (await owner.get('/api/feed')).json as JsonRecord[]
    return entries.find((entry) => entry['recordId'] === made.id)?.id
  }
  if (resource === 'invitations') {
    const emails = [`${crypto.randomUUID()}@example.com`]
    const answer = await owner.post('/api/invitations', { emails, role: 'AGENT' })
    return (answer.json as { sent: { id: string }[] }).sent[0]?.id
  }
  if (resource === 'api-tokens') {
    const body = { name: 'A token', role: 'VIEWER', scopes: ['clients:read'], expiresAt: null }
    return (await owner.create('api-tokens', body)).id
  }
  return undefined
}

/** A body that changes a record, or that would if it could be changed. */
export function someEdit(definition: Definition, serial = 0): Record<string, unknown> {
  if (isCreated(definition)) return exampleEdit(definition, serial)
  return definition.name === 'members' ? { role: 'VIEWER' } : {}
}
