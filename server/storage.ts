import path from 'node:path'
import { keptSecret, startEmbedded, type Say } from './database/embedded.ts'
import { prepareJobs } from './database/jobTables.ts'
import { migrate } from './database/migrate.ts'
import { proveIsolation } from './database/proof.ts'
import type { Env } from './env.ts'

/** Where the data is, and the secret that goes with it. */
export interface Storage {
  url: string
  sessionSecret: string
}

/** The database, running and migrated; `opened` is told what is to be closed in the end. */
export async function openStorage(
  env: Env,
  say: Say,
  opened: (part: { close(): Promise<unknown> }) => void,
): Promise<Storage> {
  let { databaseUrl: url, migrationUrl, sessionSecret } = env
  if (!url) {
    const embedded = await startEmbedded(env.dataDir, say)
    opened({ close: () => embedded.stop() })
    url = embedded.url
    migrationUrl = embedded.url
  }
  sessionSecret ??= keptSecret(path.join(env.dataDir, 'session-secret'))
  await migrate(migrationUrl ?? url, { log: say, appUrl: url })
  await prepareJobs(migrationUrl ?? url)
  return { url, sessionSecret }
}

/**
 * Proves that the database keeps organizations apart, and fills one without users when demo data is wanted; tells whether the
 * demo accounts are there. The generated client must be.
 */
export async function checkStorage(env: Env, { url }: Storage, say: Say): Promise<boolean> {
  const { openDatabase } = await import('./database/index.ts')
  const { preparedStatements, isPooled } = env
  const database = openDatabase({ url, preparedStatements, isPooled, connections: 2 })
  try {
    await proveIsolation(database.pool)
    if (!env.demoData) return false
    const { user } = database.shared
    if (await user.findUnique({ where: { email: 'owner@aegean.example' } })) return true
    if (await user.findFirst()) return false
    say('Loading demo data …')
    const { seedDemo } = await import('../prisma/seed.ts')
    return await seedDemo(env.directUrl ?? url)
  } finally {
    await database.close()
  }
}
