import type pg from 'pg'
import { Batch } from './batch.ts'
import { sql, type Sql } from './sql.ts'

/** Whose rows a transaction may see. Without an organization only the user's own memberships are visible. */
export interface TenantContext {
  organizationId: string | null
  userId: string
}

export type Row = Record<string, unknown>

const begin = { sql: sql`begin`, name: 'begin' }
const commit = { sql: sql`commit`, name: 'commit' }
const rollback = { sql: sql`rollback`, name: '' }

/** Becomes the tenant role and names the organization, until the transaction ends. Row-level security does the rest. */
export function enter(context: TenantContext) {
  return {
    name: 'enter',
    sql: sql`select set_config('role', 'oikion_tenant', true) || set_config('app.organization_id', ${context.organizationId ?? ''}, true) || set_config('app.user_id', ${context.userId}, true)`,
  }
}

/**
 * A transaction inside one organization, made by `Database.withOrganization` only. Statements run as the tenant
 * role; the first takes BEGIN and the context with it in one round trip.
 */
export class TenantTransaction {
  readonly context: TenantContext
  private readonly client: pg.PoolClient
  private readonly nameOf: (sql: Sql) => string
  private begun = false

  constructor(client: pg.PoolClient, context: TenantContext, nameOf: (sql: Sql) => string) {
    this.client = client
    this.context = context
    this.nameOf = nameOf
  }

  /** Runs one statement and answers its rows. */
  async query<T = Row>(statement: Sql): Promise<T[]> {
    const named = { sql: statement, name: this.nameOf(statement) }
    const statements = this.begun ? [named] : [begin, enter(this.context), named]
    this.begun = true
    const results = await runBatch(this.client, statements)
    return (results.at(-1)?.rows ?? []) as T[]
  }

  /** @internal Ends the transaction. A COMMIT that PostgreSQL turns into a rollback is an error, not a success. */
  async commit(): Promise<void> {
    if (!this.begun) return
    const [result] = await runBatch(this.client, [commit])
    if (result?.command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back')
  }

  /** @internal */
  async rollback(): Promise<void> {
    if (this.begun) await runBatch(this.client, [rollback])
  }
}

/** One statement in one organization, context and all in one round trip. For reading; it cannot be composed. */
export async function readAs<T>(client: pg.PoolClient, context: TenantContext, statement: Sql, name: string) {
  const results = await runBatch(client, [enter(context), { sql: statement, name }])
  return (results[1]?.rows ?? []) as T[]
}

/** Statements of the login role in one round trip, each one's rows. */
export async function runAtOnce(
  client: pg.PoolClient,
  statements: Sql[],
  nameOf: (sql: Sql) => string,
): Promise<Row[][]> {
  const results = await runBatch(
    client,
    statements.map((statement) => ({ sql: statement, name: nameOf(statement) })),
  )
  return results.map((result) => result.rows)
}

function runBatch(client: pg.PoolClient, statements: { sql: Sql; name: string }[]) {
  const batch = new Batch(statements)
  client.query(batch as unknown as pg.Submittable)
  return batch.done
}
