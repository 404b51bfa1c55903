import type { Logger } from 'pino'
import type { Secrets } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'

/** What sending to endpoints needs. */
export interface Sending {
  database: Database
  secrets: Secrets
  /** Loopback, private and other addresses that are nobody's on the internet may be called too, without TLS as well. */
  allowPrivate: boolean
  /** Endpoints without TLS are refused, unless private ones are allowed. */
  isProduction: boolean
  now: () => Date
}

export interface Dispatching extends Sending {
  log: Logger
}

/** Milliseconds within which an endpoint must have answered. */
export const patience = 10_000
