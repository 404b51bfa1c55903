import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { keptSecret, startEmbedded } from '../../database/embedded.ts'
import { migrate } from '../../database/migrate.ts'
import { prepareJobs } from '../../database/jobTables.ts'
import { localFiles, type Files } from '../../files/files.ts'
import { freePort } from '../../listening.ts'

/** What is killed: the server, PostgreSQL as a whole, or one of its connections, whose crash makes it restart. */
export const victims = ['server', 'postmaster', 'backend'] as const
export type Victim = (typeof victims)[number]

/** A server as `npm start` runs it beside a PostgreSQL that waits for the disk, both of which may be killed. */
export interface House {
  url: string
  databaseUrl: string
  files: Files
  /** As the superuser: what is really there. */
  ask: <T extends pg.QueryResultRow>(sql: string) => Promise<T[]>
  kill(victim: Victim): Promise<void>
  /** Waits until both serve again, starting the server when it is gone. Answers after how many milliseconds. */
  recover(): Promise<number>
  close(): Promise<void>
}

const longest = 60_000

export async function openHouse(): Promise<House> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-kills-'))
  fs.chmodSync(folder, 0o711)
  const cluster = await startEmbedded(folder, () => undefined)
  await migrate(cluster.url, { log: () => undefined })
  await prepareJobs(cluster.url)
  const superuser = new URL(cluster.url)
  superuser.username = 'postgres'
  superuser.password = keptSecret(path.join(folder, 'postgres', 'password'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let server: ChildProcess | undefined

  const ask = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: superuser.href })
    client.on('error', () => undefined)
    await client.connect()
    return client
      .query<T>(sql)
      .then(({ rows }) => rows)
      .finally(() => client.end())
  }
  const postmaster = () =>
    Number(fs.readFileSync(path.join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0])

  return {
    url,
    databaseUrl: cluster.url,
    files: localFiles(path.join(folder, 'files')),
    ask,
    async kill(victim) {
      if (victim === 'server') server?.kill('SIGKILL')
      else if (victim === 'postmaster') process.kill(postmaster(), 'SIGKILL')
      else process.kill(await anyBackend(ask), 'SIGKILL')
    },
    async recover() {
      const started = Date.now()
      // A kill takes a moment to be noticed: what answers before it is not yet what comes after.
      await wait(100)
      while (Date.now() - started < longest) {
        if (!server || server.exitCode !== null || server.signalCode) server = startServer(cluster.url, folder, port)
        const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
        if (answer?.ok && (await ask('select 1').catch(() => undefined))) return Date.now() - started
        await wait(50)
      }
      throw new Error(`Nothing serves after ${longest / 1000} s`)
    },
    async close() {
      if (server?.exitCode === null && !server.signalCode) {
        server.kill('SIGTERM')
        await once(server, 'exit')
      }
      await cluster.stop()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

function startServer(databaseUrl: string, folder: string, port: number): ChildProcess {
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: 'a secret that outlives every kill',
    DEMO_DATA: 'false',
    RATE_LIMIT_FACTOR: '1000',
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
  }
  const args = ['--import', 'tsx', 'server/main.ts', '--api-only']
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** A connection of the application, one at work if there is any. */
async function anyBackend(ask: House['ask']): Promise<number> {
  const [found] = await ask<{ pid: number }>(`
    select pid from pg_stat_activity where datname = 'oikion' and backend_type = 'client backend' and pid <> pg_backend_pid()
    order by state = 'active' desc, xact_start is not null desc, random() limit 1`)
  if (!found) throw new Error('The application has no connection')
  return found.pid
}
