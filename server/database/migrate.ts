import { createHash } from 'node:crypto'
import pg from 'pg'
import { PlainError } from '../plain-error.ts'
import type { Say } from './embedded.ts'
import { applyMigrations, diffSql, migrationsOnDisk, type Migration } from './schema-engine.ts'

export { diffSql }

interface Row {
  name: string
  checksum: string
  finished: boolean
}

export interface MigrateOptions {
  log: Say
  appUrl?: string
  migrations?: Migration[]
}

/**
 * Brings the database to the newest migration; `ownerUrl` is the login that owns the tables. When the server's own
 * login (`appUrl`) is another one, it is given what it needs. Servers starting together migrate once.
 */
export async function migrate(
  ownerUrl: string,
  { log, appUrl = ownerUrl, migrations = migrationsOnDisk() }: MigrateOptions,
): Promise<{ applied: string[] }> {
  return withClient(ownerUrl, async (client) => {
    // Nothing pending is the usual case, and must not cost the loading of the engine.
    let applied: string[] = []
    if ((await pendingOf(client, migrations, log)).length > 0) {
      applied = await alone(client, log, async () => {
        const pending = await pendingOf(client, migrations)
        return pending.length === 0 ? [] : apply(client, ownerUrl, migrations, pending, log)
      })
    }
    const login = new pg.Client({ connectionString: appUrl }).user
    if (login !== client.user) await client.query('select oikion_admit($1)', [login])
    return { applied }
  })
}

/** Names of the migrations on disk that the database still lacks. */
export async function pendingMigrations(client: Queryable): Promise<string[]> {
  return pendingOf(client, migrationsOnDisk())
}

type Queryable = Pick<pg.ClientBase | pg.Pool, 'query'>

/** The SQL by which the database differs from schema.prisma; empty when the migrations tell the same as the schema. */
export const schemaDrift = diffSql

async function apply(client: pg.Client, url: string, migrations: Migration[], pending: string[], log: Say) {
  log(`Applying ${pending.length === 1 ? `migration ${pending[0]}` : `${pending.length} migrations`} …`)
  // A server died in the middle, or a migration failed: its transaction left nothing behind, so it may run again.
  if ((await rowsOf(client)).some((row) => !row.finished)) await client.query(forgetUnfinished)
  try {
    return await applyMigrations(url, migrations)
  } catch (error) {
    const failed = (await rowsOf(client)).find((row) => !row.finished)?.name
    const sql = migrations.find(({ name }) => name === failed)?.sql
    throw new PlainError(
      `${failed ? `Migration ${failed} failed` : 'The database could not be migrated'}: ${explain(error, sql)}\n` +
        'Nothing of it was applied. Once the cause is removed, start again.',
    )
  }
}

const forgetUnfinished =
  'update "_prisma_migrations" set rolled_back_at = now() where finished_at is null and rolled_back_at is null'

function explain(error: unknown, sql: string | undefined): string {
  if (!(error instanceof pg.DatabaseError)) {
    // The engine appends its own trace ("   0: module …") to what it has to say.
    return String(error instanceof Error ? error.message : error).split(/\n\s+0: /)[0]!
  }
  const line = error.position && sql ? sql.slice(0, Number(error.position)).split('\n').length : undefined
  return [line ? `line ${line}: ${error.message}` : error.message, error.detail, error.hint].filter(Boolean).join('. ')
}

async function pendingOf(client: Queryable, migrations: Migration[], log?: Say): Promise<string[]> {
  const rows = new Map((await rowsOf(client)).filter((row) => row.finished).map((row) => [row.name, row.checksum]))
  for (const { name, sql } of migrations) {
    const applied = rows.get(name)
    if (log && applied && applied !== createHash('sha256').update(sql).digest('hex')) {
      log(`Warning: migration ${name} was changed after it was applied; the change has no effect on this database.`)
    }
  }
  return migrations.map(({ name }) => name).filter((name) => !rows.has(name))
}

async function rowsOf(client: Queryable): Promise<Row[]> {
  try {
    const { rows } = await client.query<Row>(
      `select migration_name as name, checksum, finished_at is not null as finished
       from "_prisma_migrations" where rolled_back_at is null`,
    )
    return rows
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42P01') return []
    throw error
  }
}

/** Runs `work` while no other server migrates this database. */
async function alone<T>(client: pg.Client, log: Say, work: () => Promise<T>): Promise<T> {
  const key = "hashtextextended('oikion migrate', 0)"
  const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${key}) as got`)
  if (!rows[0]?.got) {
    log('Waiting for another server that is migrating this database …')
    await client.query(`select pg_advisory_lock(${key})`)
  }
  try {
    return await work()
  } finally {
    await client.query(`select pg_advisory_unlock(${key})`)
  }
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    const reason = error instanceof Error && error.message ? error.message : String((error as { code?: string }).code)
    throw new PlainError(`Cannot connect to the database at ${client.host}:${client.port}: ${reason}`)
  }
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}
