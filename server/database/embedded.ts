import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../listening.ts'
import { PlainError } from '../plain-error.ts'
import { lockOwner, takeLock } from './lock.ts'
import { clusterHome, databaseAccount, postgresPrograms } from './postgres-files.ts'
import { initialise, type Cluster } from './cluster.ts'
import { launch, stopOrphan, type Postmaster } from './postmaster.ts'

/** A running embedded PostgreSQL; `url` is an ordinary login that owns its database, not a superuser. */
export interface Embedded {
  url: string
  stop(): Promise<void>
}

/** Where progress is told to people. */
export type Say = (line: string) => void

/**
 * Starts the embedded PostgreSQL on `<dataDir>/postgres`, creating it at first. Throws a PlainError when another
 * living server has it; what a killed server left running or locked is cleared away first.
 * `scratch` trades safety for speed: for databases that are thrown away.
 */
export async function startEmbedded(dataDir: string, say: Say, scratch = false): Promise<Embedded> {
  if (process.platform === 'win32') {
    throw new PlainError('There is no embedded PostgreSQL for Windows. Use WSL, or set DATABASE_URL.')
  }
  const account = databaseAccount()
  const home = clusterHome(dataDir, account)
  const unlock = await takeLock(path.join(home, 'lock'), dataDir)
  const cluster: Cluster = { programs: postgresPrograms(account), home, account, scratch }
  try {
    await stopOrphan(cluster, say)
    const password = keptSecret(path.join(home, 'password'))
    if (!fs.existsSync(path.join(home, 'data'))) {
      say('Creating the embedded database …')
      await initialise(cluster, password)
    }
    const running = await keepRunning(cluster, say)
    try {
      const url = await prepareOwner(running.port, password)
      fs.writeFileSync(path.join(home, 'url'), `${url}\n`, { mode: 0o600 })
      return { url, stop: () => running.stop().finally(unlock) }
    } catch (error) {
      await running.stop()
      throw error
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** For commands beside a running server: its database when one is running on `dataDir`, else one of their own. */
export async function openEmbedded(dataDir: string, say: Say): Promise<Embedded> {
  const home = path.join(dataDir, 'postgres')
  if (lockOwner(path.join(home, 'lock')) === undefined) return startEmbedded(dataDir, say)
  return { url: fs.readFileSync(path.join(home, 'url'), 'utf8').trim(), stop: () => Promise.resolve() }
}

/** Reads a secret kept in a file only its owner may read, making it the first time. */
export function keptSecret(file: string): string {
  if (!fs.existsSync(file)) {
    const draft = `${file}.${process.pid}`
    fs.writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
    fs.renameSync(draft, file)
  }
  return fs.readFileSync(file, 'utf8').trim()
}

/** Starts the postmaster, and starts it again on the same port should it die while we live. */
async function keepRunning(cluster: Cluster, say: Say): Promise<{ port: number; stop(): Promise<void> }> {
  let stopping = false
  let current: Postmaster
  const start = async (wanted?: number): Promise<number> => {
    for (let attempt = 1; ; attempt++) {
      // The port may be taken between choosing and using it, and backends of a killed postmaster need a moment to go.
      const port = wanted ?? (await freePort())
      try {
        current = await launch(cluster, port)
        void current.exited.then(() => revive(port))
        return port
      } catch (error) {
        if (attempt === 5 || stopping) throw error
        await wait(400)
      }
    }
  }
  const revive = async (port: number): Promise<void> => {
    if (stopping) return
    say('The embedded PostgreSQL ended unexpectedly; starting it again.')
    await start(port).catch((error: unknown) => say(`It could not be started again: ${String(error)}`))
  }
  const port = await start()
  return {
    port,
    stop: () => {
      stopping = true
      return current.stop()
    },
  }
}

/** Makes the login and the database the application uses, with a fresh password for every start. */
async function prepareOwner(port: number, superuserPassword: string): Promise<string> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: superuserPassword })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const password = randomBytes(24).toString('hex')
    const { rows } = await client.query<{ login: boolean; database: boolean }>(
      `select exists(select from pg_roles where rolname = 'oikion') as login,
              exists(select from pg_database where datname = 'oikion') as database`,
    )
    if (!rows[0]?.login) await client.query('create role oikion login createrole createdb')
    await client.query(`alter role oikion password '${password}'`)
    if (!rows[0]?.database) await client.query('create database oikion owner oikion')
    return `postgresql://oikion:${password}@127.0.0.1:${port}/oikion`
  } finally {
    await client.end()
  }
}
