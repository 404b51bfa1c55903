import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import { testApp, type TestApp } from '../test/testApp.ts'
import { startJobs, type Handler, type JobData } from './jobs.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

/** Starts on a job that fails once with this error; answers how often it had been tried, each time. */
async function triesOf(failure: (data: JobData) => Promise<unknown>): Promise<number[]> {
  const tries: number[] = []
  const handler: Handler<JobData> = {
    queue: 'media',
    async run(data, count) {
      tries.push(count)
      if (tries.length === 1) await failure(data)
      return 'done'
    },
  }
  const jobs = await startJobs({ database: app.database, log: pino({ level: 'silent' }), handlers: [handler] })
  await jobs.send('media', { lock: 'the one' })
  await expect.poll(() => tries.length, { timeout: 10_000 }).toBe(2)
  await jobs.stop()
  return tries
}

it('a job whose connection breaks is taken up again, and that was no try', async () => {
  const cut = () =>
    app.database.asLogin(async (tx) => {
      await tx.query(sql`select 1`)
      await app.database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'`)
      await tx.query(sql`select 1`)
    })
  expect(await triesOf(cut)).toEqual([0, 0])
})

it('a job that fails for another reason has been tried', async () => {
  expect(await triesOf(() => Promise.reject(new Error('The other server is busy')))).toEqual([0, 1])
})
