import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles, type Role } from '../resources/roles.ts'
import { addMember, signedIn, signIn, testApp, type TestApp, type TestMember } from '../test/testApp.ts'
import type { Answer, JsonRecord, TestClient } from '../test/testClient.ts'

/** domain.md §1, the role matrix: whom each role may invite, change and remove. Written out, not computed. */
const manageable: Record<Role, readonly Role[]> = {
  ORG_OWNER: ['VIEWER', 'AGENT', 'ADMIN', 'ORG_OWNER'],
  ADMIN: ['VIEWER', 'AGENT'],
  AGENT: [],
  VIEWER: [],
}
const owners: ReadonlySet<Role> = new Set(['ORG_OWNER'])
const administrators: ReadonlySet<Role> = new Set(['ORG_OWNER', 'ADMIN'])

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

for (const actorRole of roles) describeActor(actorRole)

function describeActor(actorRole: Role): void {
  describe(`as ${actorRole}`, () => {
    let owner: TestClient
    let actor: TestClient
    let self: TestMember
    beforeAll(async () => {
      const { client, organizationId } = await signedIn(app)
      owner = client
      self = await addMember(app, actorRole, { organizationId })
      actor = await signIn(app, self)
    })
    const target = (role: Role) => addMember(app, role, { organizationId: self.organizationId })
    const member = async (id: string) => (await owner.get(`/api/members/${id}`)).json as JsonRecord & { role: Role }
    const invitation = async (role: Role) => {
      const sent = await owner.post('/api/invitations', { emails: [`${randomUUID()}@example.com`], role })
      const { id } = (sent.json as { sent: { id: string }[] }).sent[0]!
      return (await owner.get(`/api/invitations/${id}`)).json as JsonRecord
    }
    const invitationNow = (id: string) => owner.get(`/api/invitations/${id}`)

    for (const role of roles) {
      const may = manageable[actorRole].includes(role)
      describe(`${may ? 'may' : 'may not'} manage ${role}`, () => {
        it('invite', async () => {
          const before = await totalOf(owner, 'invitations')
          const answer = await actor.post('/api/invitations', { emails: [`${randomUUID()}@example.com`], role })
          expect(answer.status).toBe(may ? 201 : 403)
          expect(await totalOf(owner, 'invitations')).toBe(before + (may ? 1 : 0))
        })

        it('resend', async () => {
          const { id, version } = await invitation(role)
          expect((await actor.post(`/api/invitations/${id}/resend`, {})).status).toBe(may ? 200 : 403)
          expect(((await invitationNow(id)).json as JsonRecord).version).toBe(version + (may ? 1 : 0))
        })

        it('copy the link', async () => {
          const { id } = await invitation(role)
          expect((await actor.post(`/api/invitations/${id}/link`, {})).status).toBe(may ? 200 : 403)
        })

        it('cancel', async () => {
          const { id } = await invitation(role)
          expect((await actor.delete(`/api/invitations/${id}`)).status).toBe(may ? 200 : 403)
          expect((await invitationNow(id)).status).toBe(may ? 404 : 200)
        })

        for (const next of roles.filter((other) => other !== role)) {
          const mayBoth = may && manageable[actorRole].includes(next)
          it(`change the role to ${next}: ${mayBoth ? 'yes' : 'no'}`, async () => {
            const { memberId } = await target(role)
            const answer = await actor.patch(`/api/members/${memberId}`, { role: next })
            expect(answer.status).toBe(mayBoth ? 200 : 403)
            expect((await member(memberId)).role).toBe(mayBoth ? next : role)
          })
        }

        it('remove, in either way', async () => {
          for (const remove of [
            ({ memberId }: TestMember) => actor.delete(`/api/members/${memberId}`),
            ({ memberId }: TestMember) => actor.post(`/api/members/${memberId}/remove`, {}),
          ]) {
            const leaving = await target(role)
            expect((await remove(leaving)).status).toBe(may ? 200 : 403)
            expect((await owner.get(`/api/members/${leaving.memberId}`)).status).toBe(may ? 404 : 200)
          }
        })

        it('end sessions: owners only', async () => {
          const someone = await target(role)
          const session = await signIn(app, someone)
          const mayEnd = owners.has(actorRole)
          expect((await actor.post(`/api/members/${someone.memberId}/sign-out`, {})).status).toBe(mayEnd ? 204 : 403)
          expect((await session.get('/api/members')).status).toBe(mayEnd ? 401 : 200)
        })
      })
    }

    it('changes or removes nobody through an id of their own', async () => {
      const attempts: (() => Promise<Answer>)[] = [
        () => actor.patch(`/api/members/${self.memberId}`, { role: 'VIEWER' }),
        () => actor.delete(`/api/members/${self.memberId}`),
        () => actor.post(`/api/members/${self.memberId}/remove`, {}),
        () => actor.post(`/api/members/${self.memberId}/transfer`, {}),
        () => actor.post(`/api/members/${self.memberId}/sign-out`, {}),
      ]
      for (const attempt of attempts) {
        // A VIEWER stays one: an edit without a change asks for the right all the same.
        expect((await attempt()).status).toBe(403)
      }
      expect((await member(self.memberId)).role).toBe(actorRole)
    })

    it(`sees members; former ones too`, async () => {
      expect((await actor.get('/api/members')).status).toBe(200)
      expect((await actor.get('/api/members?_trash=true')).status).toBe(200)
    })

    it('edits name and settings: owners and administrators', async () => {
      const may = administrators.has(actorRole)
      const name = `Renamed by ${actorRole}`
      const answer = await actor.patch(`/api/organizations/${self.organizationId}`, { name })
      expect(answer.status).toBe(may ? 200 : 403)
      const after = await owner.get(`/api/organizations/${self.organizationId}`)
      if (may) expect(after.json).toMatchObject({ name })
      else expect(after.json).not.toMatchObject({ name })
    })

    it('API tokens: owners and administrators, never above their own role', async () => {
      for (const role of roles) {
        const may = administrators.has(actorRole) && roles.indexOf(role) <= roles.indexOf(actorRole)
        const before = await totalOf(owner, 'api-tokens')
        const body = { name: 'Mine', role, scopes: ['clients:read'], expiresAt: null }
        expect((await actor.post('/api/api-tokens', body)).status).toBe(may ? 201 : 403)
        expect(await totalOf(owner, 'api-tokens')).toBe(before + (may ? 1 : 0))
      }
      const body = { name: 'Theirs', role: 'VIEWER', scopes: ['clients:read'], expiresAt: null }
      const { id } = await owner.create('api-tokens', body)
      const may = administrators.has(actorRole)
      expect((await actor.get('/api/api-tokens')).status).toBe(may ? 200 : 403)
      expect((await actor.delete(`/api/api-tokens/${id}`)).status).toBe(may ? 200 : 403)
      expect((await owner.get(`/api/api-tokens/${id}`)).status).toBe(may ? 404 : 200)
    })

    it('the audit and its export: owners and administrators', async () => {
      const status = administrators.has(actorRole) ? 200 : 403
      expect((await actor.get('/api/activities')).status).toBe(status)
      expect((await actor.get('/api/activities/export')).status).toBe(status)
    })

    it('view as another role: owners', async () => {
      const answer = await actor.post('/api/view-as', { role: 'VIEWER' })
      expect(answer.status).toBe(owners.has(actorRole) ? 200 : 403)
      await actor.delete('/api/view-as')
    })

    it('transfer ownership: owners, who are administrators afterwards', async () => {
      const may = owners.has(actorRole)
      const { memberId } = await target('AGENT')
      expect((await actor.post(`/api/members/${memberId}/transfer`, {})).status).toBe(may ? 204 : 403)
      expect((await member(memberId)).role).toBe(may ? 'ORG_OWNER' : 'AGENT')
      expect((await member(self.memberId)).role).toBe(may ? 'ADMIN' : actorRole)
      if (may) await owner.patch(`/api/members/${self.memberId}`, { role: 'ORG_OWNER' })
    })

    it('delete the organization: owners', async () => {
      const may = owners.has(actorRole)
      const path = `/api/organizations/${self.organizationId}`
      const { name } = (await owner.get(path)).json as { name: string }
      expect((await actor.get(`${path}/contents`)).status).toBe(may ? 200 : 403)
      expect((await remove(actor, path, name)).status).toBe(may ? 204 : 403)
      expect((await owner.get(path)).status).toBe(may ? 404 : 200)
    })
  })
}

const totalOf = async (client: TestClient, resource: string) =>
  Number((await client.get(`/api/${resource}?_end=1`)).headers.get('x-total-count'))

const remove = (client: TestClient, path: string, name: string) =>
  client.request('DELETE', path, {
    body: JSON.stringify({ name }),
    headers: { 'content-type': 'application/json' },
  })
