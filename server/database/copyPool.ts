import pg from 'pg'
import { Problem } from '../errors.ts'
import { noticeBreaks } from './breaks.ts'

/** So many files can be read at once; each may take as long as its reader does. */
const connections = 3
const patience = 5000

export interface CopyPool {
  /** Throws 503 when none gets free within some seconds. */
  connect(): Promise<pg.PoolClient>
  end(): Promise<void>
}

/** Connections for COPY only: slow readers of files must not take away those that everybody else's requests need. */
export function openCopyPool(config: pg.PoolConfig): CopyPool {
  const pool = new pg.Pool({
    ...config,
    max: connections,
    connectionTimeoutMillis: patience,
    idleTimeoutMillis: 10_000,
  })
  noticeBreaks(pool)
  return {
    async connect() {
      try {
        return await pool.connect()
      } catch (error) {
        const isFull = pool.totalCount >= connections && pool.idleCount === 0
        if (!isFull || !(error as Error).message.startsWith('timeout exceeded')) throw error
        throw new Problem('unavailable', 'Too many files are being read; try again in a moment', { retryAfter: 30 })
      }
    },
    end: () => pool.end(),
  }
}
