import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resources } from '../resources/index.ts'
import type { Definition } from '../resources/define.ts'
import { reach, roles, type Role } from '../resources/roles.ts'
import { defaultSettings } from '../resources/settings.ts'
import { exampleWith, isCreated, oneMore, someEdit } from './oneMore.ts'
import { addMember, removeMember, signedIn, signIn, testApp, type TestApp } from './testApp.ts'
import type { Answer, JsonRecord, TestClient } from './testClient.ts'

interface World {
  app: TestApp
  victim: TestClient
  victimOrganization: string
  /** One of the victim's records per resource. */
  records: Map<string, JsonRecord>
}

/**
 * Nobody reaches another organization's records: every resource × action × role, over HTTP, and the rows afterwards.
 * Run with the engine's own filter, and once more without it, when row-level security stands alone.
 */
export function describeIsolation(): void {
  const world = {} as World
  beforeAll(async () => {
    world.app = await testApp()
    const { client, organizationId } = await signedIn(world.app)
    world.victim = client
    world.victimOrganization = organizationId
    world.records = new Map()
    for (const definition of Object.values(resources)) {
      world.records.set(definition.name, await oneMore(world.app, client, definition))
    }
  })
  afterAll(() => world.app.close())

  for (const definition of Object.values(resources)) {
    for (const role of roles) describeStranger(world, definition, role)
    describeOutsiders(world, definition)
  }
}

function describeStranger(world: World, definition: Definition, role: Role): void {
  const { name } = definition
  describe(`${name} as ${role} of another organization`, () => {
    let stranger: TestClient
    let theirOwner: TestClient
    beforeAll(async () => {
      const { client, organizationId } = await signedIn(world.app)
      theirOwner = client
      stranger = await signIn(world.app, await addMember(world.app, role, { organizationId }))
    })

    const id = () => world.records.get(name)?.id ?? ''
    const attempts: Record<string, () => Promise<Answer>> = {
      'GET one': () => stranger.get(`/api/${name}/${id()}`),
      'GET history': () => stranger.get(`/api/${name}/${id()}/history`),
      PATCH: () => stranger.patch(`/api/${name}/${id()}`, someEdit(definition)),
      PUT: async () => {
        const body = isCreated(definition) ? await exampleWith(theirOwner, definition) : someEdit(definition)
        return stranger.put(`/api/${name}/${id()}`, body)
      },
      DELETE: () => stranger.delete(`/api/${name}/${id()}`),
      'POST restore': () => stranger.post(`/api/${name}/${id()}/restore`, {}),
    }
    for (const [label, attempt] of Object.entries(attempts)) {
      it(`${label}: 404 (or 403 by role) and the record stays`, async () => {
        const answer = await attempt()
        expect([403, 404]).toContain(answer.status)
        expectNoLeak(world, answer)
        await expectUntouched(world, definition)
      })
    }

    it('GET list, its total and its search show nothing of it', async () => {
      const title = String(world.records.get(name)?.[definition.title])
      const search = definition.search.length > 0 ? [`?q=${encodeURIComponent(title)}`] : []
      for (const query of ['', `?id=${id()}`, ...search, '?_trash=true']) {
        const answer = await stranger.get(`/api/${name}${query}`)
        expect(answer.status).toBe(statusOfList(definition, role))
        expectNoLeak(world, answer)
        if (answer.status !== 200) continue
        const rows = answer.json as JsonRecord[]
        expect(answer.headers.get('x-total-count')).toBe(String(rows.length))
        expect(rows.map((row) => row.id)).not.toContain(id())
      }
    })

    it('GET export holds nothing of it', async () => {
      const answer = await stranger.get(`/api/${name}/export?_values=keys`)
      expect([200, 403]).toContain(answer.status)
      expectNoLeak(world, answer)
    })

    it('POST bulk changes nothing, by id or by query', async () => {
      // An owner may remove the members of their own organization, but those.
      const query = name === 'members' ? `id=${id()}` : ''
      for (const target of [{ ids: [id()] }, { query }]) {
        for (const action of [{ action: 'delete' }, { action: 'edit', changes: someEdit(definition) }]) {
          const answer = await stranger.post(`/api/${name}/bulk`, { ...action, ...target })
          expect([200, 403, 422]).toContain(answer.status)
          if (answer.status === 200) expect(answer.json).toMatchObject({ done: 0 })
        }
      }
      await expectUntouched(world, definition)
    })

    for (const [field, target] of Object.entries(definition.references ?? {})) {
      it(`POST cannot link ${field} to it`, async () => {
        const body = await exampleWith(theirOwner, definition, 2)
        const before = (await stranger.get(`/api/${name}`)).json
        const answer = await stranger.post(`/api/${name}`, {
          ...body,
          [field]: world.records.get(String(target))?.id,
        })
        expect([403, 422]).toContain(answer.status)
        if (answer.status === 422) expect(answer.json).toMatchObject({ errors: [{ pointer: `/${field}` }] })
        expect((await stranger.get(`/api/${name}`)).json).toEqual(before)
      })
    }

    it('naming that organization is answered 404 like one that does not exist', async () => {
      const unknown = '0189f7f0-0000-7000-8000-00000000dead'
      for (const path of ['', `/${id()}`, '/export', `/${id()}/history`]) {
        const named = await stranger.get(`/api/${name}${path}`, { 'x-organization-id': world.victimOrganization })
        const absent = await stranger.get(`/api/${name}${path}`, { 'x-organization-id': unknown })
        expect([named.status, absent.status]).toEqual([404, 404])
        expect({ ...(named.json as object), instance: '' }).toEqual({ ...(absent.json as object), instance: '' })
      }
    })
  })
}

function describeOutsiders(world: World, definition: Definition): void {
  const paths = () => ['', `/${world.records.get(definition.name)?.id ?? ''}`, '/export']

  it(`${definition.name} without a session: 401`, async () => {
    const { TestClient: Client } = await import('./testClient.ts')
    const nobody = new Client(world.app.url, world.victimOrganization)
    for (const path of paths()) expect((await nobody.get(`/api/${definition.name}${path}`)).status).toBe(401)
  })

  it(`${definition.name} as a removed member: the next request is 404, with every role`, async () => {
    for (const role of roles) {
      const member = await addMember(world.app, role, { organizationId: world.victimOrganization })
      const client = await signIn(world.app, member)
      expect((await client.get(`/api/${definition.name}`)).status).toBe(statusOfList(definition, role))
      await removeMember(world.app, member)
      for (const path of paths()) expect((await client.get(`/api/${definition.name}${path}`)).status).toBe(404)
    }
  })
}

const statusOfList = (definition: Definition, role: Role) =>
  reach(definition, 'list', { role, settings: defaultSettings }) === 'none' ? 403 : 200

/** No id of the victim's records and organization occurs anywhere in the answer. */
function expectNoLeak(world: World, answer: Answer): void {
  const secrets = [world.victimOrganization, ...[...world.records.values()].map((record) => record.id)]
  for (const secret of secrets) expect(answer.text).not.toContain(secret)
}

async function expectUntouched(world: World, definition: Definition): Promise<void> {
  const record = world.records.get(definition.name)
  expect((await world.victim.get(`/api/${definition.name}/${record?.id}`)).json).toEqual(record)
}
