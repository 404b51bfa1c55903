import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 as uuid } from 'uuid'
import { openDatabase, type Database } from './index.ts'
import { sql } from './sql.ts'
import { testDatabase } from './testing.ts'

let own: Awaited<ReturnType<typeof testDatabase>>
const open: Database[] = []
const connect = (preparedStatements: boolean) => {
  const database = openDatabase({
    url: preparedStatements ? own.directUrl : own.url,
    preparedStatements,
    connections: 1,
  })
  open.push(database)
  return database
}
const context = { organizationId: uuid(), userId: uuid() }

beforeAll(async () => {
  own = await testDatabase()
})
afterAll(async () => {
  for (const database of open) await database.close()
  await own.drop()
})

it('with PREPARED_STATEMENTS=false nothing is prepared, so any server connection will do', async () => {
  const database = connect(false)
  for (let turn = 0; turn < 2; turn++) {
    await database.read(context, sql`select 1`)
    await database.withOrganization(context, (tx) => tx.query(sql`select 2`))
    const { rows } = await database.pool.query('select name from pg_prepared_statements')
    expect(rows).toEqual([])
    await database.pool.query('discard all')
  }
})

it('the tenant role ends with the transaction, also after an error in the middle of a batch', async () => {
  const database = connect(true)
  const whoAmI = async () => (await database.pool.query<{ role: string }>('select current_user as role')).rows[0]?.role
  const login = await whoAmI()
  expect(await database.read(context, sql`select current_user as role`)).toEqual([{ role: 'oikion_tenant' }])
  expect(await whoAmI()).toBe(login)
  await expect(database.read(context, sql`select 1 / 0`)).rejects.toThrow('division by zero')
  expect(await whoAmI()).toBe(login)
  expect(await database.read(context, sql`select 3 as n`)).toEqual([{ n: 3 }])
})

it('a transaction whose statement failed cannot be mistaken for a committed one', async () => {
  const database = connect(true)
  const swallowed = database.withOrganization(context, async (tx) => {
    await tx.query(sql`select 1 / 0`).catch(() => undefined)
  })
  await expect(swallowed).rejects.toThrow('had failed')
})

it('an attempt that fails undoes its own part only', async () => {
  const database = connect(true)
  const kept = await database.withOrganization(context, async (tx) => {
    const add = (id: string) =>
      tx.query(sql`insert into counter (organization_id, id, value) values (${context.organizationId}::uuid, ${id}, 1)`)
    await add('kept')
    await expect(tx.attempt(() => add('undone').then(() => add('undone')))).rejects.toThrow('duplicate key')
    return tx.query(sql`select id from counter`)
  })
  expect(kept).toEqual([{ id: 'kept' }])
})

it('a connection that breaks while it is lent, between two statements, ends the work but not the process', async () => {
  const client = await connect(true).pool.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const ended = new Promise((resolve) => client.once('end', resolve))
  await connect(true).pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
  await ended
  await expect(client.query('select 1')).rejects.toThrow()
  client.release(true)
})
