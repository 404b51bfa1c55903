import type pg from 'pg'
import { CopyReader } from './copyReader.ts'
import type { Database } from './index.ts'
import { inlined } from './literals.ts'
import { sql, type Sql } from './sql.ts'
import type { TenantContext } from './tenant.ts'

/**
 * A slow reader may take longer than a statement may otherwise run; and parallel workers cost more in handing
 * their rows over than they win.
 */
const settings = 'set local statement_timeout = 0; set local max_parallel_workers_per_gather = 0'

export interface CopyRows extends AsyncIterable<Buffer> {
  /** Rows that have been read until now. */
  readonly rowCount: number
}

export interface CopyOut {
  /** The rows, and their order. */
  query: Sql
  /** Between cells; a comma unless it says otherwise. */
  delimiter?: ',' | ';'
  /** Takes the CSV, without a header. */
  read(rows: CopyRows): Promise<void>
  /** Ends the query when whoever wanted the rows has gone. */
  signal?: AbortSignal
}

/** Streams the answer of a query as CSV, as PostgreSQL writes it, inside a tenant transaction. Answers the row count. */
export async function copyOut(database: Database, context: TenantContext, wanted: CopyOut): Promise<number> {
  const { query, delimiter = ',', signal } = wanted
  return database.withConnection(context, async (client) => {
    await client.query(settings)
    signal?.throwIfAborted()
    const text = inlined(sql`copy (${query}) to stdout with (format csv, encoding 'UTF8', delimiter ${delimiter})`)
    const rows = client.query(new CopyReader(text))
    await wholeOrCut(client, () => wanted.read(rows), signal)
    return rows.rowCount
  })
}

/** Runs what reads a COPY, which cannot be left halfway: when it fails the connection goes, and PostgreSQL ends it. */
export async function wholeOrCut<T>(client: pg.PoolClient, run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const cut = () => connectionOf(client).stream.destroy()
  signal?.addEventListener('abort', cut)
  try {
    return await run()
  } catch (error) {
    cut()
    throw error
  } finally {
    signal?.removeEventListener('abort', cut)
  }
}

/** node-postgres keeps its connection on the client without saying so in its types. */
function connectionOf(client: pg.PoolClient): { stream: { destroy(): void } } {
  return (client as unknown as { connection: { stream: { destroy(): void } } }).connection
}
