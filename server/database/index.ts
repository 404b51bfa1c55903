import pg from 'pg'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../../prisma/generated/client.ts'
import { broken, noticeBreaks } from './breaks.ts'
import { openCopyPool } from './copyPool.ts'
import type { Sql } from './sql.ts'
import {
  beginSnapshot,
  LoginTransaction,
  readAs,
  readAsLogin,
  TenantTransaction,
  type Manner,
  type NameOf,
  type TenantContext,
} from './tenant.ts'
import { defaultTimeouts, perConnection, perTransaction, type Timeouts } from './timeouts.ts'

/** Prisma for what belongs to no organization: people and their sign-ins. Tenant models are not on this type. */
export type SharedModels = Pick<PrismaClient, 'user' | 'session'>

export interface Database {
  /** For sessions, LISTEN, COPY and proofs. It is the login role: tenant tables are reached through the calls below. */
  pool: pg.Pool
  shared: SharedModels
  /** One statement as the tenant role, in one round trip; planned anew each time unless `planOnce`, the default. */
  read<T>(context: TenantContext, statement: Sql, options?: { planOnce: boolean }): Promise<T[]>
  /** One statement as the login role, for what decides who is asking. */
  ask<T>(statement: Sql): Promise<T[]>
  /** A transaction of the login role, for people and organizations; see `LoginTransaction`. */
  asLogin<T>(run: (tx: LoginTransaction) => Promise<T>): Promise<T>
  /** A tenant transaction: what `run` writes is committed together, or not at all when it throws. */
  withOrganization<T>(context: TenantContext, run: (tx: TenantTransaction) => Promise<T>): Promise<T>
  /**
   * Lends one of the few connections for COPY, inside a tenant transaction; ends the transaction afterwards. A snapshot sees
   * the same moment throughout and writes nothing. Throws 503.
   */
  withConnection<T>(
    context: TenantContext,
    run: (client: pg.PoolClient) => Promise<T>,
    options?: { isSnapshot: boolean },
  ): Promise<T>
  /** How often and how long work waited for a connection of the pool, in milliseconds altogether. */
  readonly waits: { count: number; total: number }
  /** Calls `listener` with the organization whenever a transaction inside one is committed; answers how to stop that. */
  onCommitted(listener: CommitListener): () => void
  close(): Promise<void>
}

export type CommitListener = (organizationId: string) => void

export interface DatabaseOptions {
  url: string
  /** Off behind a pooler that does not forward named statements. */
  preparedStatements: boolean
  /** Connections of this process, besides the few for COPY. */
  connections?: number
  timeouts?: Timeouts
  /** Behind a pooler, which knows nothing of a connection's settings. One that forwards no named statements is known by that. */
  isPooled?: boolean
  /** Told of what is committed here: the same of two openings of one database. */
  listeners?: Set<CommitListener>
  /** Milliseconds after which a connection that nobody uses is closed. Kept open by default: a timer at every return costs more. */
  closeIdleAfter?: number
}

/** Opens the pool. Nothing is asked of the database until the first query. */
export function openDatabase({
  url,
  preparedStatements,
  connections = 10,
  timeouts = defaultTimeouts,
  isPooled = !preparedStatements,
  listeners = new Set(),
  closeIdleAfter = 0,
}: DatabaseOptions): Database {
  const config = { connectionString: url, ...(!isPooled && perConnection(timeouts)) }
  const pool = new pg.Pool({
    ...config,
    max: connections,
    connectionTimeoutMillis: timeouts.wait,
    idleTimeoutMillis: closeIdleAfter,
  })
  const copyPool = openCopyPool(config)
  noticeBreaks(pool)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  const nameOf = preparedStatements ? statementNames() : unnamed
  const manner: Manner = { nameOf, settings: isPooled ? perTransaction(timeouts) : undefined }
  const waits = { count: 0, total: 0 }
  const lend = <T>(run: (client: pg.PoolClient) => Promise<T>) => {
    const asked = performance.now()
    return lendOf(pool, (client) => {
      waits.count++
      waits.total += performance.now() - asked
      return run(client)
    })
  }
  const committed = (organizationId: string | null) => {
    if (organizationId) for (const listener of listeners) listener(organizationId)
  }

  return {
    pool,
    shared: prisma,
    read: (context, statement, { planOnce } = { planOnce: true }) =>
      lend((client) => readAs(client, context, statement, manner, planOnce)),
    ask: (statement) => lend((client) => readAsLogin(client, statement, manner)),
    asLogin: (run) =>
      lend(async (client) => {
        const tx = new LoginTransaction(client, manner)
        const result = await transact(tx, run)
        for (const organizationId of tx.entered) committed(organizationId)
        return result
      }),
    withOrganization: (context, run) =>
      lend(async (client) => {
        const result = await transact(new TenantTransaction(client, context, manner), run)
        committed(context.organizationId)
        return result
      }),
    withConnection: (context, run, { isSnapshot } = { isSnapshot: false }) =>
      copyPool.inTurn(context.organizationId, () =>
        lendOf(copyPool, (client) => {
          const tx = new TenantTransaction(client, context, manner, isSnapshot ? beginSnapshot : undefined)
          return transact(tx, async () => {
            await tx.query(openTransaction)
            return run(client)
          })
        }),
      ),
    waits,
    onCommitted(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      await prisma.$disconnect()
      await Promise.all([pool.end(), copyPool.end()])
    },
  }
}

const unnamed = () => ''

const openTransaction = { text: 'select 1', values: [] } as unknown as Sql

async function transact<Tx extends TenantTransaction | LoginTransaction, T>(
  tx: Tx,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  let result: T
  try {
    result = await run(tx)
  } catch (error) {
    await tx.rollback().catch(() => undefined)
    throw error
  }
  await tx.commit()
  return result
}

async function lendOf<T>(
  pool: { connect(): Promise<pg.PoolClient> },
  run: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    return await run(client)
  } finally {
    client.release(broken.has(client))
  }
}

/** Names for statements that recur. Only so many: each name is a plan kept by every connection. */
function statementNames(limit = 300): NameOf {
  const names = new Map<string, string>()
  return ({ text }) => {
    const known = names.get(text)
    if (known) return known
    if (names.size >= limit) return ''
    const name = `s${names.size}`
    names.set(text, name)
    return name
  }
}
