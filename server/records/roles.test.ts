import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Definition } from '../resources/define.ts'
import { resources } from '../resources/index.ts'
import { reach, roles, type Action, type Role } from '../resources/roles.ts'
import { defaultSettings } from '../resources/settings.ts'
import { exampleWith, isCreated, oneMore, someEdit } from '../test/oneMore.ts'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** domain.md's matrix, written out once: what the definitions are computed into must agree with it. */
const matrix: Record<'properties' | 'clients', Record<Action, string>> = {
  properties: { list: 'any any any any', show: 'any any any any', create: 'none any any any', edit: 'none any any any', delete: 'none own any any', bulkEdit: 'none none any any', export: 'none any any any', import: 'none none any any' }, // prettier-ignore
  clients: { list: 'any any any any', show: 'any any any any', create: 'none any any any', edit: 'none any any any', delete: 'none own any any', bulkEdit: 'none none any any', export: 'none any any any', import: 'none none any any' }, // prettier-ignore
}

describe('the role matrix', () => {
  for (const [name, actions] of Object.entries(matrix)) {
    for (const [action, expected] of Object.entries(actions)) {
      it(`${name}: ${action} for VIEWER, AGENT, ADMIN, ORG_OWNER is ${expected}`, () => {
        const definition = resources[name] as Definition
        expect(
          roles.map((role) => reach(definition, action as Action, { role, settings: defaultSettings })).join(' '),
        ).toBe(expected)
      })
    }
  }
})

for (const definition of Object.values(resources)) {
  for (const role of roles) describeRole(definition, role)
}

function describeRole(definition: Definition, role: Role): void {
  const { name } = definition
  const may = (action: Action) => reach(definition, action, { role, settings: defaultSettings })

  describe(`${name} as ${role}`, () => {
    let owner: TestClient
    let client: TestClient
    let organizationId: string
    beforeAll(async () => {
      ;({ client: owner, organizationId } = await signedIn(app))
      client = await signIn(app, await addMember(app, role, { organizationId }))
    })
    const theirs = () => oneMore(app, owner, definition, nextSerial())
    const total = async () => Number((await owner.get(`/api/${name}`)).headers.get('x-total-count'))

    it(`list and show: ${may('list') === 'none' ? 403 : 200}`, async () => {
      const record = await theirs()
      const status = may('list') === 'none' ? 403 : 200
      expect((await client.get(`/api/${name}`)).status).toBe(status)
      expect((await client.get(`/api/${name}/${record.id}`)).status).toBe(status)
      expect((await client.get(`/api/${name}/${record.id}/history`)).status).toBe(status)
    })

    it(`create: ${may('create') === 'none' ? 403 : 201}, and the rows agree`, async () => {
      const body = isCreated(definition) ? await exampleWith(owner, definition, nextSerial()) : {}
      const before = await total()
      const answer = await client.post(`/api/${name}`, body)
      // Invitations and tokens are made by routes of their own, to which nothing is no body.
      const status = answer.status === 422 && ['invitations', 'api-tokens'].includes(name) ? 403 : answer.status
      expect(status).toBe(may('create') === 'none' ? 403 : 201)
      expect(await total()).toBe(before + (may('create') === 'none' ? 0 : 1))
    })

    it(`edit: ${may('edit')}`, async () => {
      const record = await theirs()
      const answer = await client.patch(`/api/${name}/${record.id}`, someEdit(definition, nextSerial()))
      expect(answer.status).toBe(may('edit') === 'any' ? 200 : 403)
      const after = (await owner.get(`/api/${name}/${record.id}`)).json as Record<string, unknown>
      expect(after['version']).toBe(may('edit') === 'any' ? 2 : 1)
    })

    it(`edit what they created: ${may('edit') === 'none' ? 'refused' : 200}`, async () => {
      if (may('create') === 'none') return expect(may('edit')).not.toBe('own')
      const own = await client.create(name, await exampleWith(client, definition, nextSerial()))
      const answer = await client.patch(`/api/${name}/${own.id}`, someEdit(definition, nextSerial()))
      expect(answer.status).toBe(may('edit') === 'none' ? 403 : 200)
    })

    it(`delete what others created: ${may('delete') === 'any' ? 200 : 403}`, async () => {
      const record = await theirs()
      expect((await client.delete(`/api/${name}/${record.id}`)).status).toBe(may('delete') === 'any' ? 200 : 403)
      expect((await owner.get(`/api/${name}/${record.id}`)).status).toBe(may('delete') === 'any' ? 404 : 200)
    })

    it(`delete what they created: ${may('delete') === 'none' ? 'refused' : 200}`, async () => {
      if (may('create') === 'none') return expect(may('delete')).not.toBe('own')
      const own = await client.create(name, await exampleWith(client, definition, nextSerial()))
      expect((await client.delete(`/api/${name}/${own.id}`)).status).toBe(may('delete') === 'none' ? 403 : 200)
    })

    it(`bulk edit: ${may('bulkEdit')}`, async () => {
      const record = await theirs()
      const changes = someEdit(definition, nextSerial())
      const answer = await client.post(`/api/${name}/bulk`, { action: 'edit', ids: [record.id], changes })
      expect(answer.status).toBe(may('bulkEdit') === 'none' ? 403 : 200)
    })

    it(`export: ${may('export') === 'none' ? 403 : 200}`, async () => {
      expect((await client.get(`/api/${name}/export`)).status).toBe(may('export') === 'none' ? 403 : 200)
    })

    it(`import: ${may('import') === 'none' ? 403 : 201}`, async () => {
      const headers = { 'content-type': 'text/csv' }
      const answer = await client.request('POST', `/api/${name}/import?fileName=a.csv`, {
        body: 'name,city\na,b\n',
        headers,
      })
      expect(answer.status).toBe(may('import') === 'none' ? 403 : 201)
    })
  })
}

let serial = 100
function nextSerial(): number {
  return ++serial
}
