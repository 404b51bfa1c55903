import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { findPgBouncer, startPgBouncer, type Pooler } from './pgbouncer.ts'
import { openDatabase, type Database } from './index.ts'
import { sql } from './sql.ts'
import { testDatabase, type TestDatabase } from './testing.ts'
import { v7 as uuid } from 'uuid'

// What matters behind PgBouncer in a nutshell; `TEST_POOLER=1 npx vitest run server` runs all tests of the server behind it.
const program = findPgBouncer()
if (!program) console.warn('PgBouncer is not installed and cannot be had by apt: its tests are left out')

describe.skipIf(!program)('behind PgBouncer in transaction mode', () => {
  let own: TestDatabase
  let pooler: Pooler
  const processes: Database[] = []
  beforeAll(async () => {
    own = await testDatabase()
    // Two connections for twelve: what one leaves behind, another would find.
    pooler = await startPgBouncer(program ?? '', inject('templateUrl'), 2)
    for (let n = 0; n < 2; n++) {
      processes.push(openDatabase({ url: pooler.through(own.directUrl), preparedStatements: false, connections: 6 }))
    }
  })
  afterAll(async () => {
    for (const database of processes) await database.close()
    await pooler.stop()
    await own.drop()
  })

  it('role, organization and timeouts are those of the transaction, and of no other on the same connection', async () => {
    const settings = sql`select current_user::text as role, current_setting('app.organization_id', true) as organization,
      current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`
    const asked = Array.from({ length: 60 }, async (_, n) => {
      const database = processes[n % 2]!
      if (n % 3 === 0) {
        const { rows } = await database.pool.query(settings.text)
        expect(rows[0]).toMatchObject({ role: 'oikion', statement: '0' })
        expect(rows[0]?.organization ?? '').toBe('')
        return
      }
      const context = { organizationId: uuid(), userId: uuid() }
      const expected = { role: 'oikion_tenant', organization: context.organizationId, statement: '1min', lock: '15s' }
      expect(await database.read(context, settings)).toEqual([expected])
      await database.withOrganization(context, async (tx) => {
        expect(await tx.query(settings)).toEqual([expected])
        await tx.query(sql`select pg_sleep(0.005)`)
        expect(await tx.query(settings)).toEqual([expected])
      })
    })
    await Promise.all(asked)
  })

  it('an advisory lock ends with its transaction, and is seen by the other process', async () => {
    const [first, second] = processes
    const context = { organizationId: uuid(), userId: uuid() }
    const lock = sql`select pg_try_advisory_xact_lock(4711) as got`
    await first!.withOrganization(context, async (tx) => {
      expect(await tx.query(lock)).toEqual([{ got: true }])
      expect(await second!.withOrganization(context, (other) => other.query(lock))).toEqual([{ got: false }])
    })
    expect(await second!.withOrganization(context, (other) => other.query(lock))).toEqual([{ got: true }])
  })

  it('an error in a transaction leaves the next one on the same connection alone', async () => {
    const database = processes[0]!
    const context = { organizationId: uuid(), userId: uuid() }
    for (let n = 0; n < 5; n++) {
      await expect(database.read(context, sql`select 1 / 0`)).rejects.toMatchObject({ code: '22012' })
      expect(await database.ask(sql`select current_user::text as role`)).toEqual([{ role: 'oikion' }])
    }
  })
})
