import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draftMigration } from '../../prisma/draft.ts'
import { migrate, pendingMigrations, schemaDrift } from './migrate.ts'
import { migrationsOnDisk } from './schema-engine.ts'
import { testDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
const log = () => undefined

beforeAll(async () => {
  database = await testDatabase(undefined, { empty: true })
})
afterAll(() => database.drop())

test('an empty database is built from zero by a login that is no superuser, once, by servers starting together', async () => {
  const results = await Promise.all([migrate(database.directUrl, { log }), migrate(database.directUrl, { log })])
  expect(results.map(({ applied }) => applied.length > 0).sort()).toEqual([false, true])
  const pool = new pg.Pool({ connectionString: database.directUrl })
  expect(await pendingMigrations(pool)).toEqual([])
  await pool.end()
  expect(await migrate(database.directUrl, { log })).toEqual({ applied: [] })
  const { rows } = await query(
    'select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user',
  )
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: true }])
})

test('the migrations build what schema.prisma and the definitions say', async () => {
  expect(await schemaDrift(database.directUrl)).toBe('')
  expect(await draftMigration(database.directUrl)).toBe('')
})

/** Without, each row that is removed for good has all rows of the referring table walked, those in the trash too. */
test('every foreign key to a record that may be removed has an index which its check can use', async () => {
  const { rows } = await query(`
    select f.conname from pg_constraint f
    where f.contype = 'f' and f.connamespace = 'public'::regnamespace
      and f.confrelid::regclass::text not in ('organization', 'membership', '"user"')
      and not exists (
        select from pg_index i
        where i.indrelid = f.conrelid and f.conkey <@ (i.indkey::int2[])[0:cardinality(f.conkey) - 1]
          and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\\(\\w+ IS NOT NULL\\)$'))`)
  expect(rows).toEqual([])
})

test('a migration that fails is told with its place, leaves nothing behind, and runs again once it is mended', async () => {
  const next = (sql: string) => [...migrationsOnDisk(), { name: '29990101000000_broken', sql }]
  const broken = 'create table half_done (id int);\nselect 1;\nselect no_such_column;\n'
  await expect(migrate(database.directUrl, { log, migrations: next(broken) })).rejects.toThrow(
    /Migration 29990101000000_broken failed: line 3: column "no_such_column" does not exist[^]*Nothing of it was applied/,
  )
  expect((await query(`select to_regclass('half_done') as found`)).rows).toEqual([{ found: null }])
  // A semicolon inside a function body, and none at the end: the script reaches PostgreSQL as it is.
  const mended = 'create function one() returns int language plpgsql as $$ begin return 1; end $$'
  expect(await migrate(database.directUrl, { log, migrations: next(mended) })).toEqual({
    applied: ['29990101000000_broken'],
  })
})

test('a migration changed after it was applied is told, and the server starts all the same', async () => {
  const lines: string[] = []
  const migrations = migrationsOnDisk().map(({ name, sql }) => ({ name, sql: `${sql}\n-- changed` }))
  await migrate(database.directUrl, { log: (line) => lines.push(line), migrations })
  expect(lines[0]).toContain('was changed after it was applied')
})

test('an unreachable database is named without its password', async () => {
  const failure = migrate('postgresql://someone:secret@127.0.0.1:1/oikion', { log })
  await expect(failure).rejects.toThrow('Cannot connect to the database at 127.0.0.1:1: connect ECONNREFUSED')
  await expect(failure).rejects.not.toThrow('secret')
})

async function query(sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database.directUrl })
  await client.connect()
  return client.query(sql).finally(() => client.end())
}
