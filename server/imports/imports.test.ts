import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importApp, finished, uploaded } from '../test/importApp.ts'
import { signedIn } from '../test/testApp.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const valencia = '/work/shared/data/idealista18-valencia/Valencia_Sale.csv'

describe.runIf(fs.existsSync(valencia))('Valencia', () => {
  it('is imported', async () => {
    const { client } = await signedIn(app)
    const t0 = performance.now()
    const file = await uploaded(client, 'properties', fs.readFileSync(valencia))
    console.log('upload', performance.now() - t0, file)
    await client.patch(`/api/imports/${file.id}`, { defaults: { propertyType: 'APARTMENT', country: 'ES' } })
    const t1 = performance.now()
    const checked = await finished(client, file.id, 'check')
    console.log(
      'check',
      performance.now() - t1,
      checked.status,
      checked.error,
      checked.report?.ready,
      checked.report?.refused,
      checked.report?.reasons,
    )
    const t2 = performance.now()
    const done = await finished(client, file.id, 'run')
    console.log(
      'run',
      performance.now() - t2,
      done.status,
      done.error,
      done.report?.ready,
      process.memoryUsage().rss / 1e6,
    )
  }, 200_000)
})
