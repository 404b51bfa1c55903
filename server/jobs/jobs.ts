import { setTimeout as wait } from 'node:timers/promises'
import PgBoss from 'pg-boss'
import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import { wasCutOff } from '../database/connectionFault.ts'
import { jobSchema } from '../database/jobTables.ts'

/** What a job carries; whoever does it holds the advisory lock of this name, so that others see it being done. */
export interface JobData {
  lock: string
}

export type JobResult = 'done' | 'later'

export interface Handler<T extends JobData> {
  queue: string
  /**
   * Must do no harm when called twice. `tries` counts the times that it was interrupted before; it throws when it
   * wants to be called again, as it should soon after `stop`. Answers 'later' instead of waiting for others: it is
   * called again soon, which is not counted, and the job holds no place meanwhile.
   */
  run: (data: T, tries: number, stop: AbortSignal) => Promise<JobResult>
}

/** Long work, kept in PostgreSQL: it outlives this process. */
export interface Jobs {
  /** `startAfter`: seconds during which nobody takes it up. */
  send(queue: string, data: JobData, options?: { startAfter?: number }): Promise<void>
  /** Takes up nothing more, interrupts what is under way and waits a while for it; the rest is done after the next start. Takes in what is sent. */
  rest(): Promise<void>
  /** Rests, and takes in nothing more. */
  stop(): Promise<void>
}

const concurrency = 2
const pollEvery = 500
const sweepEvery = 2000

/**
 * Starts working on jobs, with the server's own connections. pg-boss keeps the queue; the loop is ours because its own
 * lets a broken connection end the process, and gives a job of a dead worker back only after its expiry.
 */
export async function startJobs({
  database,
  log,
  handlers,
}: {
  database: Database
  log: Logger
  /** Each of jobs of its own shape. */
  handlers: Handler<never>[]
}): Promise<Jobs> {
  const db = { executeSql: (text: string, values?: unknown[]) => database.pool.query(text, values) }
  const boss = new PgBoss({ db, schema: jobSchema, migrate: false, schedule: false })
  boss.on('error', (error) => log.warn({ err: error }, 'jobs'))
  await boss.start()
  const workers = handlers.map((handler) => startWorker(boss, database, handler as Handler<JobData>, log))
  let resting: Promise<unknown> | undefined
  const rest = async () => {
    resting ??= Promise.all(workers.map((worker) => worker.stop()))
    await resting
  }
  return {
    async send(queue, data, options = {}) {
      const id = await boss.send(queue, data, options)
      if (!id) throw new Error(`The job for ${data.lock} was not taken`)
      for (const worker of workers) worker.wake()
    },
    rest,
    async stop() {
      await rest()
      await boss.stop({ graceful: false })
    },
  }
}

function startWorker<T extends JobData>(boss: PgBoss, database: Database, { queue, run }: Handler<T>, log: Logger) {
  const running = new Map<string, Promise<void>>()
  const stopped = new AbortController()
  let awake = new AbortController()

  const perform = async ({ id, data, retryCount }: PgBoss.JobWithMetadata<T>) => {
    try {
      const result = await run(data, retryCount, stopped.signal)
      if (result === 'later') await putBack(database, queue, id)
      else await boss.complete(queue, id)
    } catch (error) {
      log.warn({ err: error, job: id }, 'job interrupted; it will be taken up again')
      // What befell the database is no try of the job's. When not even this gets through, the sweep finds it.
      const giveBack = wasCutOff(error)
        ? putBack(database, queue, id)
        : boss.fail(queue, id, { message: String(error) })
      await giveBack.catch(() => undefined)
    } finally {
      running.delete(id)
      awake.abort()
    }
  }
  const loop = async () => {
    let swept = 0
    while (!stopped.signal.aborted) {
      awake = new AbortController()
      try {
        if (Date.now() - swept >= sweepEvery) {
          swept = Date.now()
          await takeUpOrphans(database, queue, [...running.keys()])
        }
        const free = concurrency - running.size
        const jobs = free > 0 ? await boss.fetch<T>(queue, { batchSize: free, includeMetadata: true }) : []
        for (const job of jobs) running.set(job.id, perform(job))
      } catch (error) {
        log.warn({ err: error }, 'jobs cannot be read; trying again')
      }
      await wait(pollEvery, undefined, { signal: AbortSignal.any([stopped.signal, awake.signal]) }).catch(
        () => undefined,
      )
    }
  }
  const looping = loop()
  return {
    wake: () => awake.abort(),
    async stop() {
      stopped.abort()
      await looping
      await Promise.race([Promise.all(running.values()), wait(5000, undefined, { ref: false })])
    },
  }
}

/** Without a start it counts as never tried. */
async function putBack(database: Database, queue: string, id: string): Promise<void> {
  await database.pool.query(
    `update ${jobSchema}.job set state = 'created', started_on = null, start_after = now() + interval '1 second'
     where name = $1 and id = $2 and state = 'active'`,
    [queue, id],
  )
}

/** Gives back the jobs whose worker is gone: begun, not ours, and nobody holds their lock. */
async function takeUpOrphans(database: Database, queue: string, ours: string[]): Promise<void> {
  await database.pool.query(
    `update ${jobSchema}.job j set state = 'retry', start_after = now()
     where name = $1 and state = 'active' and id <> all($2::uuid[]) and started_on < now() - interval '2 seconds'
       and not exists (
         select from pg_locks l
         where l.locktype = 'advisory' and l.objsubid = 1 and l.database = (select oid from pg_database where datname = current_database())
           and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended(j.data->>'lock', 0))`,
    [queue, ours],
  )
}
