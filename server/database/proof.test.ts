import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { proveIsolation } from './proof.ts'
import { testCluster, testDatabase, type TestCluster } from './testing.ts'

// One database per test would be clean but slow; what a test breaks it mends, and the next one starts from the proof.
let database: Awaited<ReturnType<typeof testDatabase>>
let pool: pg.Pool
const organization = '00000000-0000-7000-8000-000000000001'

beforeAll(async () => {
  database = await testDatabase()
  pool = new pg.Pool({ connectionString: database.url })
  await pool.query(`begin;
    insert into "user" (id, email, name) values ('${organization}', 'a@example.com', 'A');
    insert into organization (id, slug, name) values ('${organization}', 'a', 'A');
    select set_config('role', 'oikion_tenant', true), set_config('app.organization_id', '${organization}', true);
    insert into membership (organization_id, id, user_id, role, name, email)
      values ('${organization}', '${organization}', '${organization}', 'ORG_OWNER', 'A', 'a@example.com');
    insert into counter (organization_id, id, value) values ('${organization}', 'x', 1);
    commit`)
})
beforeEach(() => proveIsolation(pool))
afterEach(() => proveIsolation(pool))
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const violations: [fault: string, broken: string, mended: string][] = [
  [
    'row-level security is not enabled and forced on counter',
    'alter table counter no force row level security',
    'alter table counter force row level security',
  ],
  [
    'row-level security is not enabled and forced on organization',
    'alter table organization disable row level security',
    'alter table organization enable row level security',
  ],
  [
    'row-level security is not enabled and forced on notes_of_old',
    'create table notes_of_old (organization_id uuid)',
    'drop table notes_of_old',
  ],
  [
    'row-level security is not enabled and forced on copies',
    'create materialized view copies as select organization_id from counter',
    'drop materialized view copies',
  ],
  [
    'the policy generous on counter is not one of ours',
    'create policy generous on counter for select to public using (true)',
    'drop policy generous on counter',
  ],
  [
    'the policy tenant on counter is not one of ours',
    'alter policy tenant on counter using (true)',
    `alter policy tenant on counter using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))`,
  ],
  [
    'the policy tenant on counter is not one of ours',
    'alter policy tenant on counter with check (true)',
    `alter policy tenant on counter with check (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))`,
  ],
  [
    'the role oikion_tenant may read "user"',
    'grant select (name) on "user" to oikion_tenant',
    'revoke select (name) on "user" from oikion_tenant',
  ],
]

test.each(violations)('refuses to serve when %s: %s', async (fault, broken, mended) => {
  await pool.query(broken)
  try {
    await expect(proveIsolation(pool)).rejects.toThrow(fault)
  } finally {
    await pool.query(mended)
  }
})

describe('logins and roles', () => {
  // Roles belong to the whole cluster, which other test files use at this moment.
  let cluster: TestCluster
  let superuser: pg.Pool

  beforeAll(async () => {
    cluster = await testCluster()
    superuser = new pg.Pool({ connectionString: cluster.superuserUrl }).on('error', () => undefined)
    await superuser.query(`create role stranger login password 'x'; create role guest login password 'x'`)
  })
  afterAll(async () => {
    await superuser.end()
    await cluster.stop()
  })

  const proveAs = async (login: string) => {
    const url = new URL(cluster.templateUrl)
    url.username = login
    url.password = 'x'
    const its = new pg.Pool({ connectionString: url.href })
    await proveIsolation(its).finally(() => its.end())
  }

  test('a superuser login is as confined as any other', () => proveIsolation(superuser))

  test('refuses to serve when this login cannot become the tenant role', async () => {
    await expect(proveAs('stranger')).rejects.toThrow('this login cannot become the role oikion_tenant')
  })

  test('another login than the owner serves once migrate has admitted it', async () => {
    const appUrl = cluster.templateUrl.replace('//oikion:', '//guest:')
    await migrate(cluster.templateUrl, { log: () => undefined, appUrl })
    await proveAs('guest')
  })

  test.each([
    ['is a superuser', 'alter role oikion_tenant superuser', 'alter role oikion_tenant nosuperuser'],
    ['bypasses row-level security', 'alter role oikion_tenant bypassrls', 'alter role oikion_tenant nobypassrls'],
    ['is missing', 'alter role oikion_tenant rename to other', 'alter role other rename to oikion_tenant'],
    ['is a member of oikion_login', 'grant oikion_login to oikion_tenant', 'revoke oikion_login from oikion_tenant'],
  ])('refuses to serve when the role oikion_tenant %s', async (fault, broken, mended) => {
    await superuser.query(broken)
    await expect(proveIsolation(superuser)).rejects.toThrow(`the role oikion_tenant ${fault}`)
    await superuser.query(mended)
    await proveIsolation(superuser)
  })
})
