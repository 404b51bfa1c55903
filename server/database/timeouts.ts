import { flattened, join, sql, text, type Sql } from './sql.ts'

/** How long is waited for what, in milliseconds. */
export interface Timeouts {
  /** For a connection, or until one is free. */
  wait: number
  statement: number
  /** For a row or table that somebody else is changing. */
  lock: number
  /** For the next statement of a transaction: who forgets to end one must not hold its locks for ever. */
  idle: number
}

/** Of what people wait for. */
export const defaultTimeouts: Timeouts = { wait: 10_000, statement: 60_000, lock: 15_000, idle: 120_000 }

/** Sent when connecting, which poolers refuse or forget. */
export function perConnection({ statement, lock, idle }: Timeouts) {
  return { statement_timeout: statement, lock_timeout: lock, idle_in_transaction_session_timeout: idle }
}

/** The same for one transaction: a statement that goes in front of the first in the same round trip. */
export function perTransaction(timeouts: Timeouts): Sql {
  const settings = Object.entries(perConnection(timeouts)).map(
    ([name, value]) => sql`set_config(${text(name)}, ${text(String(value))}, true)`,
  )
  return flattened(sql`select ${join(settings, ' || ')}`)
}
