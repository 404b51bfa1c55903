import pg from 'pg'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest'
import { distributedTriggers, distributionFaults, distributionStatements } from './distribution.ts'
import { testDatabase, type TestDatabase } from './testing.ts'

// Every table that the schema has is asked of the catalog, so one that is made tomorrow is held to the same.
let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  client = new pg.Client({ connectionString: database.directUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

it('every key, unique index and foreign key allows the tables to be distributed by organization', async () => {
  expect(await distributionFaults(client)).toEqual([])
})

// After a new table: npx vitest run server/database/distribution.test.ts --update
it('distribution.sql has the statements of this schema, and the triggers that are to be known of', async () => {
  const statements = (await distributionStatements(client)).map((statement) => `${statement};\n`)
  const triggers = (await distributedTriggers(client)).map((name) => `--   ${name}\n`)
  const head =
    '-- Distributes the tables by organization on Citus. Written by a test; what goes before it: server/DEPLOYING.md\n'
  const text = [head, ...statements, '-- Triggers on distributed tables:\n', ...triggers].join('')
  await expect(text).toMatchFileSnapshot('distribution.sql')
})

it('what the statements change of foreign keys, PostgreSQL takes, and nothing but ON UPDATE differs', async () => {
  const altering = (await distributionStatements(client)).filter((statement) => statement.startsWith('alter table'))
  expect(altering.length).toBeGreaterThan(10)
  await client.query('begin')
  for (const statement of altering) await client.query(statement)
  const again = await distributionStatements(client)
  expect(again.filter((statement) => statement.startsWith('alter table'))).toEqual([])
  expect(await distributionFaults(client)).toEqual([])
  await client.query('rollback')
})

describe('it would be told', () => {
  beforeEach(() => client.query('begin'))
  afterEach(() => client.query('rollback'))

  it.each([
    ['create unique index wrong_key on client (email)', 'client: the unique index wrong_key lacks organization_id'],
    [
      'create table viewing (organization_id uuid, id uuid primary key)',
      'viewing: the unique index viewing_pkey lacks organization_id',
    ],
    [
      `create unique index client_id_key on client (id);
       alter table note add constraint wrong_fkey foreign key (client_id) references client (id)`,
      'note: wrong_fkey does not compare organization_id of both sides',
    ],
    [
      `create table all_of_us (id uuid primary key, organization_id_of uuid, client_id uuid,
         constraint up_fkey foreign key (organization_id_of, client_id) references client (organization_id, id))`,
      'all_of_us: up_fkey leads from a table of all to client, which is distributed',
    ],
    [
      `alter table note add constraint unset_fkey foreign key (organization_id, client_id) references client (organization_id, id) on delete set null`,
      'note: unset_fkey would unset organization_id on delete',
    ],
    ['create table bare (organization_id uuid)', 'bare: it has no primary key'],
  ])('%s', async (statement, fault) => {
    await client.query(statement)
    expect(await distributionFaults(client)).toContain(fault)
  })
})
