import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { PlainError } from '../plain-error.ts'
import { readingConnection, unhurriedAndPlain, type ReadingConnection } from './reading.ts'

/** One connection of the login that owns the tables, for what is done to all of them. */
export interface OwnerConnection extends ReadingConnection {
  /** COPY … FROM STDIN; answers how many rows. */
  copyIn(text: string, source: Readable): Promise<number>
}

/** Milliseconds: what stands between forgets connections over which nothing goes, and the other end may be lost without a word. */
const keepAliveAfter = 30_000

/**
 * Runs a transaction of the owner; `mode` as in BEGIN. It takes as long as it takes, and writes everything the same way on
 * every server. What throws is rolled back.
 */
export async function asOwner<T>(
  url: string,
  mode: 'isolation level repeatable read, read only' | 'read write',
  run: (connection: OwnerConnection) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, keepAliveInitialDelayMillis: keepAliveAfter })
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
    await client.query(unhurriedAndPlain)
    const result = await run(connectionOf(client))
    await client.query('commit')
    return result
  } finally {
    // Its end is the rollback of what was not committed, also halfway through a COPY.
    await client.end()
  }
}

function connectionOf(client: pg.Client): OwnerConnection {
  return {
    ...readingConnection(client),
    async copyIn(text, source) {
      const target = client.query(from(text))
      await pipeline(source, target)
      return target.rowCount
    },
  }
}
