import type pg from 'pg'
import { Batch } from './batch.ts'
import { sql, type Sql } from './sql.ts'

/** Whose rows a transaction may see. Without an organization only the user's own memberships are visible. */
export interface TenantContext {
  organizationId: string | null
  userId: string
}

export type Row = Record<string, unknown>

/** The name to prepare a statement under; an empty one prepares nothing. */
export type NameOf = (statement: Sql) => string

/** How a Database speaks to its server. */
export interface Manner {
  nameOf: NameOf
  /** What a pooled connection is to be told at the start of each transaction: its timeouts. */
  settings: Sql | undefined
}

const begin = sql`begin`
/** For what reads one moment of the database and writes nothing. */
export const beginSnapshot = sql`begin isolation level repeatable read, read only`
const commit = sql`commit`
const rollback = sql`rollback`

const opening = ({ settings }: Manner, start = begin) => (settings ? [start, settings] : [start])

/** Becomes the tenant role and names the organization, until the transaction ends. Row-level security does the rest. */
export function enter({ organizationId, userId }: TenantContext): Sql {
  return sql`select set_config('role', 'oikion_tenant', true)
    || set_config('app.organization_id', ${organizationId ?? ''}, true) || set_config('app.user_id', ${userId}, true)`
}

/** What both kinds of transaction share: BEGIN travels with the first statement, in one round trip. */
class Transaction {
  protected readonly client: pg.PoolClient
  protected readonly manner: Manner
  /** Sent in front of the first statement; empty when the transaction is open already. */
  private opening: Sql[]
  private begun: boolean

  constructor(client: pg.PoolClient, manner: Manner, opening: Sql[]) {
    this.client = client
    this.manner = manner
    this.opening = opening
    this.begun = opening.length === 0
  }

  /** Runs one statement and answers its rows. */
  async query<T = Row>(statement: Sql): Promise<T[]> {
    const statements = [...this.opening, statement]
    this.opening = []
    this.begun = true
    const results = await this.run(statements)
    return (results.at(-1)?.rows ?? []) as T[]
  }

  /** @internal Ends the transaction. A COMMIT that PostgreSQL turns into a rollback is an error, not a success. */
  async commit(): Promise<void> {
    if (!this.begun) return
    const [result] = await this.run([commit])
    if (result?.command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back')
  }

  /** @internal */
  async rollback(): Promise<void> {
    if (this.begun) await this.run([rollback])
  }

  private run(statements: Sql[]) {
    return runBatch(
      this.client,
      statements.map((statement) => ({ sql: statement, name: this.manner.nameOf(statement) })),
    )
  }
}

/**
 * A transaction inside one organization, made by `Database.withOrganization` only. Statements run as the tenant
 * role; the first takes BEGIN and the context with it in one round trip.
 */
export class TenantTransaction extends Transaction {
  readonly context: TenantContext

  /** `start` begins it; with null it is a part of one that has begun and has entered the organization. */
  constructor(client: pg.PoolClient, context: TenantContext, manner: Manner, start: Sql | null = begin) {
    super(client, manner, start ? [...opening(manner, start), enter(context)] : [])
    this.context = context
  }

  /** Runs a part that may fail: what it wrote before is then undone, and the transaction goes on. */
  async attempt<T>(run: () => Promise<T>): Promise<T> {
    await this.query(sql`savepoint attempt`)
    try {
      const result = await run()
      await this.query(sql`release savepoint attempt`)
      return result
    } catch (error) {
      await this.query(sql`rollback to savepoint attempt`)
      throw error
    }
  }
}

/** Back to the login role and to no organization. */
export const leave = sql`select set_config('role', 'none', true) || set_config('app.organization_id', '', true) || set_config('app.user_id', '', true)`

/**
 * A transaction of the login role, made by `Database.asLogin` only: for people, sessions and organizations, which
 * belong to no organization. It can step into an organization for a part, as when one is founded with its first owner.
 */
export class LoginTransaction extends Transaction {
  /** The organizations it has stepped into. */
  readonly entered = new Set<string>()

  constructor(client: pg.PoolClient, manner: Manner) {
    super(client, manner, opening(manner))
  }

  /** A part of this transaction inside one organization; committed or undone with the rest. */
  async inOrganization<T>(context: TenantContext, run: (tx: TenantTransaction) => Promise<T>): Promise<T> {
    await this.query(enter(context))
    if (context.organizationId) this.entered.add(context.organizationId)
    const result = await run(new TenantTransaction(this.client, context, this.manner, null))
    await this.query(leave)
    return result
  }
}

/**
 * One statement in one organization, context and all in one round trip. For reading; it cannot be composed.
 * Unless `planOnce` it is planned with its values, each time.
 */
export async function readAs<T>(
  client: pg.PoolClient,
  context: TenantContext,
  statement: Sql,
  { nameOf, settings }: Manner,
  planOnce: boolean,
): Promise<T[]> {
  const first = [...(settings ? [settings] : []), enter(context)]
  const name = planOnce ? nameOf(statement) : ''
  const results = await runBatch(client, [
    ...first.map((part) => ({ sql: part, name: nameOf(part) })),
    { sql: statement, name },
  ])
  return (results.at(-1)?.rows ?? []) as T[]
}

/** One statement as the login role. */
export async function readAsLogin<T>(
  client: pg.PoolClient,
  statement: Sql,
  { nameOf, settings }: Manner,
): Promise<T[]> {
  const statements = settings ? [settings, statement] : [statement]
  const results = await runBatch(
    client,
    statements.map((part) => ({ sql: part, name: nameOf(part) })),
  )
  return (results.at(-1)?.rows ?? []) as T[]
}

function runBatch(client: pg.PoolClient, statements: { sql: Sql; name: string }[]) {
  const batch = new Batch(statements)
  client.query(batch as unknown as pg.Submittable)
  return batch.done
}
