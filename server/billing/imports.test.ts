import { afterAll, beforeAll, expect, it } from 'vitest'
import { finished, imported, importApp, uploaded } from '../test/importApp.ts'
import { signedIn } from '../test/testApp.ts'
import { publishLimits } from './limits.ts'

let app: Awaited<ReturnType<typeof importApp>>
const free = { members: null, properties: 3, storage: null, apiCalls: null, imports: 2 }
beforeAll(async () => {
  app = await importApp()
  await publishLimits(app.database, { free })
})
afterAll(() => app.close())

const file = (rows: number) => `propertyType,city,transactionType\n${'LAND,Νάξος,SALE\n'.repeat(rows)}`

it('an import that does not fit brings nothing, says why, and is not counted; one that fits is done', async () => {
  const { client } = await signedIn(app)
  await client.create('properties', { propertyType: 'LAND', city: 'Πάρος', transactionType: 'SALE' })
  const refused = await imported(client, 'properties', file(3))
  expect(refused).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('is for 3 properties, and there are 1'),
  })
  expect((await client.get('/api/properties')).json).toHaveLength(1)
  expect(await imported(client, 'properties', file(2))).toMatchObject({ status: 'done', report: { ready: 2 } })
})

it('so many imports a day, then the next is told who can raise it; checks are free', async () => {
  const { client } = await signedIn(app)
  for (let i = 0; i < 2; i++) {
    expect(await imported(client, 'clients', `name,phone\nΆννα ${i},21012345${i}0\n`)).toMatchObject({ status: 'done' })
  }
  const third = await uploaded(client, 'clients', 'name,phone\nΕύη,2101234599\n')
  expect(await finished(client, third.id, 'check')).toMatchObject({ status: 'checked' })
  const answer = await client.post(`/api/imports/${third.id}/run`, {})
  expect(answer.json).toMatchObject({ status: 409, kind: 'imports', limit: 2, used: 2, raisedBy: 'ORG_OWNER' })
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
})
