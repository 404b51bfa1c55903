import type pg from 'pg'
import { to } from 'pg-copy-streams'

/** A transaction that is read: by queries, and by whole tables. */
export interface ReadingConnection {
  query<T extends pg.QueryResultRow>(this: void, text: string, values?: unknown[]): Promise<T[]>
  /** COPY … TO STDOUT, byte by byte as PostgreSQL writes it. */
  copyOut(text: string): AsyncIterable<Buffer> & { readonly rowCount: number }
  readonly client: Pick<pg.ClientBase, 'query'>
}

export function readingConnection(client: pg.ClientBase): ReadingConnection {
  return {
    client,
    query: async (text, values) => (await client.query(text, values)).rows,
    // It tells of a connection that is cut after whoever read it has left.
    copyOut: (text) => client.query(to(text)).on('error', () => undefined),
  }
}

/** Sent at the start of a transaction: it takes as long as it takes, and writes everything the same way on every server. */
export const unhurriedAndPlain = [
  'statement_timeout = 0',
  'lock_timeout = 0',
  'idle_in_transaction_session_timeout = 0',
  'max_parallel_workers_per_gather = 0',
  "timezone = 'UTC'",
  "datestyle = 'ISO, YMD'",
  "intervalstyle = 'postgres'",
  "bytea_output = 'hex'",
  'extra_float_digits = 1',
  "client_encoding = 'UTF8'",
]
  .map((setting) => `set local ${setting}`)
  .join('; ')
