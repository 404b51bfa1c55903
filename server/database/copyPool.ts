import pg from 'pg'
import { Problem } from '../errors.ts'
import { noticeBreaks } from './breaks.ts'
import { FairPlaces } from './fairPlaces.ts'

/** So many files can be read at once; each may take as long as its reader does. One organization leaves one place to the others. */
const connections = 3
const patience = 5000

export interface CopyPool {
  /** Runs what needs one connection, when it is this organization's turn. Throws 503 when it is not within some seconds. */
  inTurn<T>(organizationId: string | null, run: () => Promise<T>): Promise<T>
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
  const places = new FairPlaces(connections)
  return {
    async inTurn(organizationId, run) {
      const giveBack = await places.take(organizationId ?? '', patience)
      if (!giveBack) {
        throw new Problem('unavailable', 'Too many files are being read; try again in a moment', { retryAfter: 30 })
      }
      try {
        return await run()
      } finally {
        giveBack()
      }
    },
    connect: () => pool.connect(),
    end: () => pool.end(),
  }
}
