import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Definition } from '../resources/define.ts'
import { fieldsOf } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { roles } from '../resources/roles.ts'
import { canBeNarrowed } from '../resources/visibility.ts'
import { exampleEdit, titled } from '../test/examples.ts'
import { exampleWith } from '../test/oneMore.ts'
import { addMember, signedIn, signIn, testApp, type TestApp, type TestMember } from '../test/testApp.ts'
import type { JsonRecord, TestClient } from '../test/testClient.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

for (const definition of Object.values(resources).filter(canBeNarrowed)) describeOwn(definition)

/** Agents see «their own»: what they created and what is assigned to them, wherever records come to light. */
function describeOwn(definition: Definition): void {
  const { name } = definition
  const search = definition.search.length > 0 ? ['?q=findable'] : []
  const assignment = [...fieldsOf(definition).values()].find((field) => field.reference === 'members' && !field.system)

  describe(`${name} with visibility «own»`, () => {
    let owner: TestClient
    let agent: TestClient
    let self: TestMember
    let created: JsonRecord
    let assigned: JsonRecord | undefined
    let hidden: JsonRecord
    let visible: string[]

    beforeAll(async () => {
      const { client, organizationId } = await signedIn(app)
      owner = client
      self = await addMember(app, 'AGENT', { organizationId })
      agent = await signIn(app, self)
      created = await agent.create(name, {
        ...(await exampleWith(agent, definition, 1)),
        ...titled(definition, 'Mine Findable'),
      })
      if (assignment) {
        const body = { ...(await exampleWith(owner, definition, 2)), ...titled(definition, 'Given Findable') }
        assigned = await owner.create(name, { ...body, [assignment.name]: self.memberId })
      }
      hidden = await owner.create(name, {
        ...(await exampleWith(owner, definition, 3)),
        ...titled(definition, 'Theirs Findable'),
      })
      visible = [created, ...(assigned ? [assigned] : [])].map(({ id }) => id).toSorted()
      const settings = { visibility: { [name]: 'own' } }
      const answer = await owner.patch(`/api/organizations/${organizationId}`, { settings })
      expect(answer.status).toBe(200)
    })
    const idsOf = (json: unknown) => (json as JsonRecord[]).map(({ id }) => id).toSorted()

    it('list, its total and its search hold those only', async () => {
      const filter = `id=${hidden.id}&id=${created.id}`
      for (const query of ['', ...search, '?_total=exact']) {
        const answer = await agent.get(`/api/${name}${query}`)
        expect(idsOf(answer.json)).toEqual(visible)
        expect(answer.headers.get('x-total-count')).toBe(String(visible.length))
      }
      expect(idsOf((await agent.get(`/api/${name}?${filter}`)).json)).toEqual([created.id])
    })

    it('the trash holds those only', async () => {
      for (const { id } of [created, hidden]) await owner.delete(`/api/${name}/${id}`)
      expect(idsOf((await agent.get(`/api/${name}?_trash=true`)).json)).toEqual([created.id])
      expect((await agent.post(`/api/${name}/${hidden.id}/restore`, {})).status).toBe(404)
      for (const { id } of [created, hidden]) await owner.post(`/api/${name}/${id}/restore`, {})
    })

    it('show, history, edit and delete of others’ are 404; one’s own are as before', async () => {
      const before = (await owner.get(`/api/${name}/${hidden.id}`)).json
      for (const path of ['', '/history']) {
        expect((await agent.get(`/api/${name}/${hidden.id}${path}`)).status).toBe(404)
        for (const id of visible) expect((await agent.get(`/api/${name}/${id}${path}`)).status).toBe(200)
      }
      expect((await agent.patch(`/api/${name}/${hidden.id}`, exampleEdit(definition))).status).toBe(404)
      expect((await agent.delete(`/api/${name}/${hidden.id}`)).status).toBe(404)
      expect((await owner.get(`/api/${name}/${hidden.id}`)).json).toEqual(before)
      for (const [index, id] of visible.entries()) {
        expect((await agent.patch(`/api/${name}/${id}`, exampleEdit(definition, index + 50))).status).toBe(200)
      }
    })

    it('export holds those only', async () => {
      if (definition.access.export === 'NOBODY') return
      const { text } = await agent.get(`/api/${name}/export?_values=keys`)
      for (const id of visible) expect(text).toContain(id)
      expect(text).not.toContain(hidden.id)
    })

    it('bulk does not find the others, by id or by query', async () => {
      for (const target of [{ ids: [hidden.id] }, { query: '_sort=id&id=' + hidden.id }]) {
        const { json } = await agent.post(`/api/${name}/bulk`, { action: 'delete', ...target })
        expect(json).toMatchObject({ done: 0 })
      }
      expect((await owner.get(`/api/${name}/${hidden.id}`)).status).toBe(200)
    })

    for (const [from, field] of referencesTo(definition)) {
      it(`${from.name}.${field}: the title of a hidden record is not told, and it cannot be linked`, async () => {
        const record = await owner.create(from.name, { ...(await exampleWith(owner, from, 7)), [field]: hidden.id })
        expect(record).toMatchObject({ _titles: { [field]: expect.any(String) as string } })
        const seen = await agent.get(`/api/${from.name}/${record.id}`)
        const listed = await agent.get(`/api/${from.name}?id=${record.id}`)
        if (from.section === 'related') {
          // What stands on the page of a hidden record is hidden with it.
          expect([seen.status, listed.json]).toEqual([404, []])
        } else {
          expect((seen.json as { _titles: object })._titles).not.toHaveProperty(field)
          expect((listed.json as { _titles: object }[])[0]?._titles).not.toHaveProperty(field)
        }
        const { text } = await agent.get(`/api/${from.name}/export?_columns=${field}&id=${record.id}`)
        expect(text).not.toContain('Theirs Findable')
        for (const [target, status] of [
          [hidden.id, 422],
          [created.id, 201],
        ] as const) {
          // prettier-ignore
          const answer = await agent.post(`/api/${from.name}`, { ...(await exampleWith(agent, from, 8 + status)), [field]: target })
          expect(answer.status).toBe(status)
          if (status === 422) expect(answer.json).toMatchObject({ errors: [{ pointer: `/${field}` }] })
        }
      })
    }

    it('everybody but agents sees all, and agents do again when it is lifted', async () => {
      const all = [...visible, hidden.id].toSorted()
      for (const role of roles.filter((role) => role !== 'AGENT')) {
        const { client } = await signedIn(app, role, self.organizationId)
        expect(idsOf((await client.get(`/api/${name}${search[0] ?? ''}`)).json)).toContain(hidden.id)
      }
      const settings = { visibility: { [name]: 'all' } }
      await owner.patch(`/api/organizations/${self.organizationId}`, { settings })
      for (const id of all) expect((await agent.get(`/api/${name}/${id}`)).status).toBe(200)
    })
  })
}

/** The fields of narrowable resources that lead to this one. */
const referencesTo = ({ name }: Definition): [Definition, string][] =>
  Object.values(resources)
    .filter(canBeNarrowed)
    .flatMap((from) =>
      Object.entries(from.references ?? {})
        .filter(([, target]) => target === name)
        .map(([field]): [Definition, string] => [from, field]),
    )

describe('the lowest role that may export', () => {
  for (const lowest of roles) {
    it(`${lowest} and above, and nobody else`, async () => {
      const { client: owner, organizationId } = await signedIn(app)
      await owner.patch(`/api/organizations/${organizationId}`, { settings: { exportRole: lowest } })
      for (const role of roles) {
        const { client } = await signedIn(app, role, organizationId)
        const status = roles.indexOf(role) >= roles.indexOf(lowest) ? 200 : 403
        for (const name of ['clients', 'properties']) {
          expect([role, (await client.get(`/api/${name}/export`)).status]).toEqual([role, status])
        }
      }
    })
  }
})
