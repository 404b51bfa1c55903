import { Counter, Gauge, type GaugeConfiguration, type Registry } from 'prom-client'
import type { Database } from '../database/index.ts'
import { jobSchema } from '../database/jobTables.ts'
import { identifier, sql } from '../database/sql.ts'
import type { Live } from '../live/live.ts'
import { shared, within } from './within.ts'

export interface Measured {
  /** By what they are for. */
  databases: Record<string, Pick<Database, 'pool' | 'waits'>>
  /** Answers for what is the same in every process. */
  shared: Pick<Database, 'ask'>
  live: Pick<Live, 'openStreams'>
}

/** It is kept by the registry. */
const gauge = <T extends string>(options: GaugeConfiguration<T>) => new Gauge(options)

/** Adds what is known of connections, event streams and jobs; asked for when somebody looks. */
export function measureDatabase(registry: Registry, { databases, shared, live }: Measured): void {
  const registers = [registry]
  const pools = Object.entries(databases)
  gauge({
    name: 'oikion_database_connections',
    help: 'Open connections of a pool, in use or idle.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [name, { pool }] of pools) {
        this.set({ pool: name, state: 'busy' }, pool.totalCount - pool.idleCount)
        this.set({ pool: name, state: 'idle' }, pool.idleCount)
      }
    },
  })
  gauge({
    name: 'oikion_database_waiting',
    help: 'What waits for a connection of a pool at this moment.',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const [name, { pool }] of pools) this.set({ pool: name }, pool.waitingCount)
    },
  })
  const total = (name: string, help: string, read: (database: Pick<Database, 'waits'>) => number) =>
    new Counter({
      name,
      help,
      labelNames: ['pool'],
      registers,
      collect() {
        this.reset()
        for (const [pool, database] of pools) this.inc({ pool }, read(database))
      },
    })
  total('oikion_database_borrowed_total', 'How often a connection was taken.', ({ waits }) => waits.count)
  total('oikion_database_wait_seconds_total', 'Waited for connections.', ({ waits }) => waits.total / 1000)
  gauge({
    name: 'oikion_event_streams',
    help: 'Open event streams.',
    registers,
    collect() {
      this.set(live.openStreams)
    },
  })
  measureJobs(registry, shared)
}

interface Queue {
  queue: string
  state: string
  jobs: number
  /** Seconds since the oldest came in. */
  age: number
}

const jobs = identifier(jobSchema, 'job')
/** The jobs stand in the database and are the same in all processes: the highest counts, not the sum. */
const aggregator = 'max'

function measureJobs(registry: Registry, database: Pick<Database, 'ask'>): void {
  const registers = [registry]
  const ask = shared(() => database.ask<Queue>(queues))
  const read = () => within(patience, ask(), 'The database').catch(() => undefined)
  gauge({
    name: 'oikion_database_up',
    help: '1 when the database answers within two seconds.',
    registers,
    aggregator: 'min',
    async collect() {
      this.set((await read()) ? 1 : 0)
    },
  })
  gauge({
    name: 'oikion_jobs',
    help: 'Jobs that pg-boss keeps, by its states; those over go after some hours.',
    labelNames: ['queue', 'state'],
    registers,
    aggregator,
    async collect() {
      this.reset()
      for (const { queue, state, jobs } of (await read()) ?? []) this.set({ queue, state }, jobs)
    },
  })
  gauge({
    name: 'oikion_job_oldest_seconds',
    help: 'Age of the oldest job that is not over. Every mail has one, so that of "mails" is the age of the outbox.',
    labelNames: ['queue'],
    registers,
    aggregator,
    async collect() {
      this.reset()
      const waiting = ((await read()) ?? []).filter(({ state }) => !over.has(state))
      for (const { queue } of waiting) {
        this.set({ queue }, Math.max(...waiting.filter((row) => row.queue === queue).map(({ age }) => age)))
      }
    },
  })
}

const over = new Set(['completed', 'cancelled', 'failed'])
const queues = sql`
  select name as queue, state::text, count(*)::int as jobs, extract(epoch from now() - min(created_on))::float8 as age
  from ${jobs} where not starts_with(name, '__') group by 1, 2`

/** Milliseconds: the figures of the process are told without those of a database that does not answer. */
const patience = 2000
