import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { keptSecret, startEmbedded } from './embedded.ts'
import { prepareJobs } from './jobTables.ts'
import { migrate } from './migrate.ts'
import { findPgBouncer, startPgBouncer } from './pgbouncer.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the template database; its login owns it and may create others. */
    templateUrl: string
    /** The same through PgBouncer, when the tests run behind it. */
    pooledUrl: string
  }
}

/** A throw-away cluster with a migrated database to clone. */
export interface TestCluster {
  templateUrl: string
  /** For what only a superuser may do, such as spoiling roles: in a cluster of one's own only. */
  superuserUrl: string
  stop(): Promise<void>
}

/** Starts PostgreSQL in a temporary directory, without regard for power failures, and migrates a template database. */
export async function testCluster(): Promise<TestCluster> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-test-'))
  fs.chmodSync(folder, 0o711)
  const cluster = await startEmbedded(folder, () => undefined, true)
  const stop = async () => {
    await cluster.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
  try {
    const templateUrl = withDatabase(cluster.url, 'oikion_template')
    await execute(cluster.url, 'create database oikion_template')
    await migrate(templateUrl, { log: () => undefined })
    await prepareJobs(templateUrl)
    const superuser = new URL(templateUrl)
    superuser.username = 'postgres'
    superuser.password = keptSecret(path.join(folder, 'postgres', 'password'))
    return { templateUrl, superuserUrl: superuser.href, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** `TEST_POOLER=1`: the tests reach PostgreSQL through PgBouncer, which is told of in README.md. */
export const isPooled = process.env['TEST_POOLER'] === '1'

/** Vitest's global setup: one cluster per test run. */
export default async function setup(project: {
  provide(key: 'templateUrl' | 'pooledUrl', value: string): void
}): Promise<() => Promise<void>> {
  const cluster = await testCluster()
  const pooler = isPooled ? await poolerOf(cluster.templateUrl) : undefined
  project.provide('templateUrl', cluster.templateUrl)
  project.provide('pooledUrl', pooler?.through(cluster.templateUrl) ?? cluster.templateUrl)
  return async () => {
    await pooler?.stop()
    await cluster.stop()
  }
}

function poolerOf(url: string) {
  const program = findPgBouncer()
  if (!program) throw new Error('TEST_POOLER=1 wants PgBouncer, which is not installed on this machine')
  return startPgBouncer(program, url)
}

export interface TestDatabase {
  /** Through PgBouncer when the tests run behind it. */
  url: string
  /** For migrations, LISTEN, and what else no pooler carries. */
  directUrl: string
  drop(): Promise<void>
}

/** A migrated database of one's own, cloned from the template (or made `empty`). Drop it in `afterAll`. */
export async function testDatabase(templateUrl?: string, { empty = false } = {}): Promise<TestDatabase> {
  const template = templateUrl ?? (await import('vitest')).inject('templateUrl')
  const pooled = templateUrl ?? (await import('vitest')).inject('pooledUrl')
  const admin = withDatabase(template, 'postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await execute(admin, `create database ${name}${empty ? '' : ' template oikion_template'}`)
  return {
    url: withDatabase(pooled, name),
    directUrl: withDatabase(template, name),
    // PostgreSQL waits five seconds for connections that are just ending; only what was forgotten is cut.
    drop: () =>
      execute(admin, `drop database ${name}`).catch(() => execute(admin, `drop database ${name} with (force)`)),
  }
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
