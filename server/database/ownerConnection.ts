import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { PlainError } from '../plain-error.ts'

/** One connection of the login that owns the tables, for what is done to all of them. */
export interface OwnerConnection {
  query<T extends pg.QueryResultRow>(this: void, text: string, values?: unknown[]): Promise<T[]>
  /** COPY … TO STDOUT, byte by byte as PostgreSQL writes it. */
  copyOut(text: string): AsyncIterable<Buffer> & { readonly rowCount: number }
  /** COPY … FROM STDIN; answers how many rows. */
  copyIn(text: string, source: Readable): Promise<number>
  readonly client: pg.Client
}

/**
 * Runs a transaction of the owner; `mode` as in BEGIN. It takes as long as it takes, and writes everything the same way on
 * every server. What throws is rolled back.
 */
export async function asOwner<T>(
  url: string,
  mode: 'isolation level repeatable read, read only' | 'read write',
  run: (connection: OwnerConnection) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw new PlainError(
      `Cannot connect to the database at ${client.host}:${client.port}: ${(error as Error).message || String(error)}`,
    )
  }
  try {
    await client.query(`begin ${mode}`)
    await client.query(settings)
    const result = await run(connectionOf(client))
    await client.query('commit')
    return result
  } finally {
    // Its end is the rollback of what was not committed, also halfway through a COPY.
    await client.end()
  }
}

const settings = [
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

function connectionOf(client: pg.Client): OwnerConnection {
  return {
    client,
    query: async (text, values) => (await client.query(text, values)).rows,
    copyOut: (text) => client.query(to(text)),
    async copyIn(text, source) {
      const target = client.query(from(text))
      await pipeline(source, target)
      return target.rowCount
    },
  }
}
