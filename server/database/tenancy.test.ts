import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from './testing.ts'

// What the first migration promises, tried with plain SQL and nothing of the engine in between.
let database: Awaited<ReturnType<typeof testDatabase>>
let pool: pg.Pool

beforeAll(async () => {
  database = await testDatabase()
  pool = new pg.Pool({ connectionString: database.url })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

interface Context {
  organization?: string
  user?: string
}

/** Runs statements in one transaction as the tenant role. */
async function tenant(context: Context, ...statements: [sql: string, values?: unknown[]][]): Promise<pg.QueryResult> {
  return transaction(async (client) => {
    await become(client, context)
    let result: pg.QueryResult | undefined
    for (const [sql, values] of statements) result = await client.query(sql, values)
    return result!
  })
}

async function transaction<T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await run(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

const become = (client: pg.PoolClient, { organization = '', user = '' }: Context) =>
  client.query(
    `select set_config('role', 'oikion_tenant', true), set_config('app.organization_id', $1, true), set_config('app.user_id', $2, true)`,
    [organization, user],
  )

const addMember = (organization: string, user: string, role: string): [string, unknown[]] => [
  `insert into membership (organization_id, id, user_id, role, name, email) values ($1, $2, $3, $4, 'N', 'e')`,
  [organization, randomUUID(), user, role],
]

async function newUser(): Promise<string> {
  const id = randomUUID()
  await pool.query('insert into "user" (id, email, name) values ($1, $2, $3)', [id, `${id}@example.com`, 'N'])
  return id
}

/** An organization with as many owners as wanted. */
async function newOrganization(owners = 1): Promise<{ id: string; users: string[] }> {
  const id = randomUUID()
  const users = await Promise.all(Array.from({ length: owners }, newUser))
  await transaction(async (client) => {
    await client.query('insert into organization (id, slug, name) values ($1::uuid, $1::text, $1::text)', [id])
    await become(client, { organization: id })
    for (const user of users) await client.query(...addMember(id, user, 'ORG_OWNER'))
  })
  return { id, users }
}

test('members find their memberships without an organization, and only that organization’s with one', async () => {
  const [a, b] = [await newOrganization(), await newOrganization()]
  const user = a.users[0]!
  await tenant({ organization: b.id }, addMember(b.id, user, 'VIEWER'))
  const list = 'select organization_id from membership'
  const organizations = 'select id from organization order by id'
  expect((await tenant({ user }, [list])).rowCount).toBe(2)
  expect((await tenant({ user }, [organizations])).rows).toEqual([a.id, b.id].sort().map((id) => ({ id })))
  expect((await tenant({ user, organization: a.id }, [list])).rows).toEqual([{ organization_id: a.id }])
  expect((await tenant({ organization: b.id }, [list])).rowCount).toBe(2)
  expect((await tenant({}, [list])).rowCount).toBe(0)
  expect((await tenant({}, [organizations])).rowCount).toBe(0)
})

test('an organization writes no rows of another, nor moves its own there', async () => {
  const [a, b] = [await newOrganization(), await newOrganization()]
  const insert = `insert into counter (organization_id, id, value) values ($1, 'x', 1)`
  await tenant({ organization: a.id }, [insert, [a.id]])
  await expect(tenant({ organization: a.id }, [insert, [b.id]])).rejects.toThrow('row-level security')
  await expect(tenant({}, [insert, [a.id]])).rejects.toThrow('row-level security')
  await expect(tenant({ organization: a.id }, ['update counter set organization_id = $1', [b.id]])).rejects.toThrow(
    'row-level security',
  )
  expect((await tenant({ organization: b.id }, ['delete from counter'])).rowCount).toBe(0)
})

test('the tenant role sees no users and no sessions, changes no organization, rewrites no activity', async () => {
  const { id: organization } = await newOrganization()
  for (const statement of [
    'select from "user"',
    'select from session',
    `update organization set name = 'x'`,
    `update activity set title = 'x'`,
    'delete from activity',
  ]) {
    await expect(tenant({ organization }, [statement])).rejects.toThrow('permission denied')
  }
})

test('a membership follows its user’s name and e-mail', async () => {
  const { id: organization, users } = await newOrganization()
  await pool.query('update "user" set name = $2, email = $3 where id = $1', [
    users[0],
    'Ελένη',
    `NEW-${organization}@example.com`,
  ])
  const { rows } = await tenant({ organization }, ['select name, email, search_text from membership'])
  const email = `NEW-${organization}@example.com`
  expect(rows).toEqual([{ name: 'Ελένη', email, search_text: `eleni ${email.toLowerCase()}` }])
})

test('an organization is never without an owner', async () => {
  const { id: organization, users } = await newOrganization()
  const lastOwner = 'an organization needs at least one owner'
  await expect(
    pool.query('insert into organization (id, slug, name) values ($1::uuid, $1::text, $1::text)', [randomUUID()]),
  ).rejects.toThrow(lastOwner)
  for (const statement of [
    `update membership set role = 'ADMIN'`,
    'update membership set deleted_at = now()',
    'delete from membership',
  ]) {
    await expect(tenant({ organization }, [statement]), statement).rejects.toMatchObject({
      message: lastOwner,
      code: '23514',
      constraint: 'membership_last_owner',
    })
  }
  await expect(pool.query('delete from "user" where id = $1', [users[0]])).rejects.toThrow(lastOwner)
  // Handing over in one transaction is fine in either order, and so is ending the organization altogether.
  await tenant(
    { organization },
    [`update membership set role = 'ADMIN'`],
    addMember(organization, await newUser(), 'ORG_OWNER'),
  )
  await pool.query('delete from organization where id = $1', [organization])
})

test('of two owners who demote each other at the same moment, one stays', async () => {
  const { id: organization, users } = await newOrganization(2)
  const demote = (user: string) =>
    tenant({ organization }, [`update membership set role = 'AGENT' where user_id = $1`, [user]])
  const results = await Promise.allSettled(users.map(demote))
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('roles are the four, and only personal workspaces have a person', async () => {
  const { id: organization, users } = await newOrganization()
  await expect(tenant({ organization }, [`update membership set role = 'KING'`])).rejects.toThrow(
    'membership_role_check',
  )
  await expect(
    pool.query('update organization set personal_user_id = $2 where id = $1', [organization, users[0]]),
  ).rejects.toThrow('organization_personal_check')
})

test('search finds the organization’s own live rows and nothing else', async () => {
  const [a, b] = [await newOrganization(), await newOrganization()]
  const add = (organization: string, text: string, deleted: boolean): [string, unknown[]] => [
    `insert into client (organization_id, id, name, client_type, created_at, updated_at, version, search_text, deleted_at)
     values ($1, $2, $3::text, 'PERSON', now(), now(), 1, $3::text, case when $4 then now() end)`,
    [organization, randomUUID(), text, deleted],
  ]
  await tenant(
    { organization: a.id },
    add(a.id, 'μαρία', false),
    add(a.id, 'μαρία gone', true),
    add(a.id, 'nikos', false),
  )
  await tenant({ organization: b.id }, add(b.id, 'μαρία', false))
  const ways = [
    (table: string, cap = 10) => ['select * from oikion_search($1, $2, $3)', [table, ['%μα%', '%ρία%'], cap]],
    (table: string, cap = 10) => [
      'select distinct oikion_find($1, $4, $2, $3)',
      [table, ['%μα%', '%ρία%'], cap, 'μα%'],
    ],
  ] as ((table: string, cap?: number) => [string, unknown[]])[]
  for (const way of ways) {
    const search = (context: Context, table: string) => tenant(context, way(table))
    expect((await search({ organization: a.id }, 'client')).rowCount).toBe(1)
    expect((await search({}, 'client')).rowCount).toBe(0)
    for (const table of ['counter', 'user', 'client; drop table client', 'pg_class', '']) {
      await expect(search({ organization: a.id }, table)).rejects.toThrow('is not searchable')
    }
    await expect(pool.query(...way('client'))).rejects.toThrow('permission denied')
  }
  expect((await tenant({ organization: a.id }, ways[0]!('client', 0))).rowCount).toBe(0)
})

test('what migrations call to protect tables and admit logins is closed to the tenant role', async () => {
  for (const call of [
    `oikion_protect('client')`,
    `oikion_admit('x')`,
    `oikion_grant('oikion_login', 'oikion_tenant', true)`,
  ]) {
    await expect(tenant({}, [`select ${call}`])).rejects.toThrow('permission denied')
  }
})
