import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type * as Glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

type DiffTarget = Parameters<Glue.SchemaEngine['diff']>[0]['from']

export const prismaFolder = path.resolve(import.meta.dirname, '../../prisma')
const filters = { externalTables: [], externalEnums: [] }

/** One folder of prisma/migrations. */
export interface Migration {
  name: string
  sql: string
}

/** The migrations on disk, oldest first. */
export function migrationsOnDisk(): Migration[] {
  const folder = path.join(prismaFolder, 'migrations')
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: fs.readFileSync(path.join(folder, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Applies what is pending with Prisma's own engine and answers with the names. */
export async function applyMigrations(url: string, migrations: Migration[]): Promise<string[]> {
  return withEngine(url, migrations, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      filters,
      migrationsList: {
        baseDir: path.join(prismaFolder, 'migrations'),
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
    })
    return appliedMigrationNames
  })
}

/** The SQL that brings the database at `url` (or an empty one) to schema.prisma; empty when they agree. */
export async function diffSql(url: string): Promise<string> {
  const file = path.join(prismaFolder, 'schema.prisma')
  const files = [{ path: file, content: fs.readFileSync(file, 'utf8') }]
  const from: DiffTarget = { tag: 'schemaDatasource', files, configDir: prismaFolder }
  const to: DiffTarget = { tag: 'schemaDatamodel', files }
  const { exitCode, stdout } = await withEngine(url, [], (engine) =>
    engine.diff({ from, to, script: true, exitCode: true, filters }),
  )
  return exitCode === 0 ? '' : (stdout ?? '')
}

async function withEngine<T>(
  url: string,
  migrations: Migration[],
  use: (engine: Glue.SchemaEngine) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await loadEngine()
  const pool = new pg.Pool({ connectionString: url })
  // The engine reports a failed script as "external error"; what PostgreSQL said is kept beside it.
  let cause: unknown
  try {
    const adapters = corrected(pool, new Set(migrations.map(({ sql }) => sql)), (error) => (cause = error))
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapters)
    return await use(engine).finally(() => engine.free())
  } catch (error) {
    throw cause ?? error
  } finally {
    // The engine's own advisory lock lives as long as its connection.
    await pool.end()
  }
}

let loaded: Promise<typeof Glue> | undefined

/** Instantiates the WebAssembly by hand: Node does not import .wasm modules itself. 5 MB, so only when needed. */
function loadEngine(): Promise<typeof Glue> {
  loaded ??= (async () => {
    const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
    const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const binary = fs.readFileSync(path.join(path.dirname(entry), 'schema_engine_bg.wasm'))
    const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': { ...glue } })
    const internals = glue as unknown as { __wbg_set_wasm(this: void, exports: WebAssembly.Exports): void }
    internals.__wbg_set_wasm(instance.exports)
    const run = instance.exports['__wbindgen_start'] as () => void
    run()
    return glue
  })()
  return loaded
}

/**
 * Two corrections to the stock adapter, which was made for queries, not for migrations:
 * - It splits scripts at every semicolon, function bodies included. Sent whole, a script is parsed by PostgreSQL and
 *   runs as one transaction. A migration's own row is marked finished in that same transaction, so that an unfinished
 *   row always means: nothing of it was applied.
 * - It refuses the catalog type "char", which the engine reads as a character when it describes a database.
 */
function corrected(pool: pg.Pool, migrations: Set<string>, failed: (error: unknown) => void) {
  pool.on('error', () => undefined)
  const query = pool.query.bind(pool) as (config: pg.QueryConfig | string) => Promise<pg.QueryResult>
  const characters = new WeakMap<unknown[], number[]>()
  const readable = async (config: pg.QueryConfig): Promise<pg.QueryResult> => {
    const result = await query(config)
    const found = result.fields.flatMap(({ dataTypeID }, column) => (dataTypeID === CHAR ? [column] : []))
    for (const column of found) result.fields[column]!.dataTypeID = VARCHAR
    characters.set(result.rows, found)
    return result
  }
  pool.query = readable as typeof pool.query
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await new PrismaPg(pool).connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (parameters) => {
      const result = await queryRaw(parameters)
      for (const column of characters.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character
      return result
    }
    adapter.executeScript = async (script) => {
      try {
        await query(migrations.has(script) ? `${script};\n${markFinished}` : script)
      } catch (error) {
        failed(error)
        throw error
      }
    }
    return adapter
  }
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect,
    connectToShadowDb: connect,
  }
  return bindMigrationAwareSqlAdapterFactory(factory)
}

const CHAR = 18
const VARCHAR = 1043
const markFinished =
  'update "_prisma_migrations" set finished_at = now() where finished_at is null and rolled_back_at is null'
