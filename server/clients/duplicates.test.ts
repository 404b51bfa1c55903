import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMember, signedIn, signIn, testApp, type TestApp } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'
import type { Duplicate } from './duplicates.ts'

let app: TestApp
let owner: TestClient
let organizationId: string
let maria: string
beforeAll(async () => {
  app = await testApp()
  ;({ client: owner, organizationId } = await signedIn(app))
  const facts = { name: 'Μαρία Παπαδοπούλου', email: 'Maria@Example.com', phone: '210 123 4567', taxId: 'EL 123456783' }
  maria = (await owner.create('clients', facts)).id
})
afterAll(() => app.close())

const hints = async (facts: object, who = owner) => {
  const answer = await who.post('/api/clients/duplicates', facts)
  expect(answer.status).toBe(200)
  return (answer.json as Duplicate[]).map(({ id, agreeing }) => [id, agreeing.sort().join()])
}

describe('hints of duplicates', () => {
  it.each([
    [{ email: 'maria@example.COM' }, 'email'],
    [{ secondaryEmail: ' maria@example.com ' }, 'email'],
    [{ phone: '+30 210 1234567' }, 'phone'],
    [{ phone: '00302101234567' }, 'phone'],
    [{ secondaryPhone: '2101234567' }, 'phone'],
    [{ phone: '(210) 123-4567' }, 'phone'],
    [{ taxId: '123456783' }, 'tax'],
    [{ taxId: 'el123 456 783' }, 'tax'],
    [{ name: 'ΠΑΠΑΔΟΠΟΥΛΟΥ ΜΑΡΙΑ' }, 'name'],
    [{ name: 'papadopoulou maria' }, 'name'],
    [{ name: 'Maria Papadopoulou', phone: '2101234567', email: 'maria@example.com' }, 'email,name,phone'],
  ])('%j is the same client by %s', async (facts, agreeing) => {
    expect(await hints(facts)).toEqual([[maria, agreeing]])
  })

  it.each([
    {},
    { email: '', name: '', phone: null },
    { email: 'mari' },
    { phone: '210' },
    { name: 'Maria' },
    { taxId: '123' },
    { name: 'Παπαδοπούλου' },
    { name: '%_' },
  ])('%j is nobody yet', async (facts) => {
    expect(await hints(facts)).toEqual([])
  })

  it('the client itself is no duplicate, and whoever is in the trash is none', async () => {
    expect(await hints({ email: 'maria@example.com', exceptId: maria })).toEqual([])
    const gone = await owner.create('clients', { name: 'Gone', email: 'gone@example.com' })
    await owner.delete(`/api/clients/${gone.id}`)
    expect(await hints({ email: 'gone@example.com' })).toEqual([])
  })

  it('most agreement comes first, at most five are told', async () => {
    for (let each = 0; each < 6; each++) await owner.create('clients', { name: `N ${each}`, phone: '2310111222' })
    const best = await owner.create('clients', { name: 'Best', phone: '2310111222', email: 'best@example.com' })
    const found = await hints({ phone: '2310 111 222', email: 'best@example.com' })
    expect(found).toHaveLength(5)
    expect(found[0]).toEqual([best.id, 'email,phone'])
  })

  it('another organization is told nothing, nor an agent of what only colleagues may read', async () => {
    const stranger = await signedIn(app)
    expect(await hints({ email: 'maria@example.com' }, stranger.client)).toEqual([])
    const agent = await signIn(app, await addMember(app, 'AGENT', { organizationId }))
    expect(await hints({ email: 'maria@example.com' }, agent)).toEqual([[maria, 'email']])
    const settings = { visibility: { clients: 'own' } }
    expect((await owner.patch(`/api/organizations/${organizationId}`, { settings })).status).toBe(200)
    expect(await hints({ email: 'maria@example.com' }, agent)).toEqual([])
    const own = await agent.create('clients', { name: 'Own', email: 'maria@example.com' })
    expect(await hints({ email: 'maria@example.com' }, agent)).toEqual([[own.id, 'email']])
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { clients: 'all' } } })
  })

  it('what cannot be read is refused', async () => {
    const answers = [{ email: 1 }, { role: 'x' }, { name: 'a\0b' }, { exceptId: 'x' }, { name: 'x'.repeat(301) }]
    for (const body of answers) expect((await owner.post('/api/clients/duplicates', body)).status).toBe(422)
    expect((await owner.request('POST', '/api/clients/duplicates')).status).toBe(415)
  })
})
