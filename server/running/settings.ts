import { z } from 'zod'
import type { Timeouts } from '../database/timeouts.ts'

const number = (what: string, least: number, most: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(least, `must be at least ${least} ${what}`.trim())
    .max(most, `must be at most ${most} ${what}`.trim())
const seconds = (least: number, most: number) => number('seconds', least, most)

/** The variables by which the running server is kept in hand. */
export const operationVariables = {
  WEB_CONCURRENCY: number('processes', 1, 64).default(1),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters; make one with: openssl rand -hex 32').optional(),
  SHUTDOWN_DELAY_SECONDS: seconds(0, 5).default(0),
  DATABASE_CONNECTIONS: number('', 2, 1000).default(10),
  DATABASE_QUEUE: number('', 1, 100_000).default(500),
  DATABASE_WAIT_SECONDS: seconds(1, 60).default(10),
  STATEMENT_TIMEOUT_SECONDS: seconds(1, 3600).default(60),
  LOCK_TIMEOUT_SECONDS: seconds(1, 3600).default(15),
  IDLE_TRANSACTION_TIMEOUT_SECONDS: seconds(1, 3600).default(120),
  JOB_TIMEOUT_SECONDS: seconds(10, 86_400).default(900),
}

/** How the running server is kept in hand. */
export interface Operations {
  /** Server processes that share the port. */
  processes: number
  /** None: figures are for callers on this machine only. */
  metricsToken?: string
  /** Milliseconds during which a server that is to stop still serves, but calls itself unready. */
  shutdownDelay: number
  /** Connections of one process for requests, and how many requests may wait for one. */
  connections: number
  queue: number
  timeouts: Timeouts
  /** Of jobs, which nobody waits for. */
  jobTimeouts: Timeouts
}

const variables = z.object(operationVariables)

export function operationsOf(data: z.infer<typeof variables>): Operations {
  const job = data.JOB_TIMEOUT_SECONDS * 1000
  return {
    processes: data.WEB_CONCURRENCY,
    metricsToken: data.METRICS_TOKEN,
    shutdownDelay: data.SHUTDOWN_DELAY_SECONDS * 1000,
    connections: data.DATABASE_CONNECTIONS,
    queue: data.DATABASE_QUEUE,
    timeouts: {
      wait: data.DATABASE_WAIT_SECONDS * 1000,
      statement: data.STATEMENT_TIMEOUT_SECONDS * 1000,
      lock: data.LOCK_TIMEOUT_SECONDS * 1000,
      idle: data.IDLE_TRANSACTION_TIMEOUT_SECONDS * 1000,
    },
    jobTimeouts: { wait: 30_000, statement: job, lock: job, idle: job },
  }
}
