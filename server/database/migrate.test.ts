import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate, pendingMigrations, schemaDrift } from './migrate.ts'
import { testDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
const log = () => undefined

beforeAll(async () => {
  database = await testDatabase(undefined, { empty: true })
})
afterAll(() => database.drop())

test('an empty database is built from zero, once, by servers starting together', async () => {
  const results = await Promise.all([migrate(database.url, { log }), migrate(database.url, { log })])
  expect(results.map(({ applied }) => applied.length > 0).sort()).toEqual([false, true])
  expect(await pendingMigrations(database.url)).toEqual([])
  expect(await migrate(database.url, { log })).toEqual({ applied: [] })
})

test('the migrations build what schema.prisma says', async () => {
  expect(await schemaDrift(database.url)).toBe('')
})
