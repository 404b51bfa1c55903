import { execFile, execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { PlainError } from '../plain-error.ts'
import type { Account } from './postgres-files.ts'

/** One PostgreSQL data directory (`<home>/data`) and what is needed to run it. */
export interface Cluster {
  programs: string
  home: string
  account: Account
  scratch: boolean
}

export interface Postmaster {
  exited: Promise<void>
  stop(): Promise<void>
}

// Nothing of the operator's PG* variables may reach our own server; messages are parsed by nobody but read in English.
const environment = { PATH: process.env['PATH'], LC_ALL: 'C' }

const settings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

/**
 * Becomes PostgreSQL, after leaving a watcher behind that holds our end of a pipe: when this Node process is gone
 * without having said goodbye (kill -9), the pipe ends and the watcher asks PostgreSQL to shut down.
 */
const keeper = `
exec 3<&0 </dev/null
( ( read -r _ <&3 || kill -INT $$ ) >/dev/null 2>&1 & )
exec 3<&-
exec "$@"`

/** Creates the data directory, whole or not at all: Greek sorting by ICU where the build has it, always UTF-8. */
export async function initialise(cluster: Cluster, password: string): Promise<void> {
  const draft = path.join(cluster.home, 'data.new')
  const passwordFile = path.join(cluster.home, 'password.new')
  const icu = ['--locale-provider=icu', '--icu-locale=el']
  // LC_CTYPE must know Greek letters too (trigrams go by it); C.UTF-8 is missing on macOS.
  const locales = [[...icu, '--locale=C.UTF-8'], [...icu, '--locale=en_US.UTF-8'], ['--locale=C.UTF-8'], ['--locale=C']]
  let failure: unknown
  for (const locale of locales) {
    fs.rmSync(draft, { recursive: true, force: true })
    fs.mkdirSync(draft, { mode: 0o700 })
    fs.writeFileSync(passwordFile, password, { mode: 0o600 })
    for (const file of [draft, passwordFile]) own(file, cluster.account)
    const options = [
      '-D',
      draft,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
    ]
    try {
      await promisify(execFile)(
        path.join(cluster.programs, 'bin', 'initdb'),
        [...options, ...locale, ...(cluster.scratch ? ['--no-sync'] : [])],
        { ...cluster.account, cwd: '/', env: environment },
      )
      fs.renameSync(draft, path.join(cluster.home, 'data'))
      return
    } catch (error) {
      failure = error
    } finally {
      fs.rmSync(passwordFile, { force: true })
    }
  }
  throw new PlainError(`The embedded database could not be created in ${cluster.home}: ${reason(failure)}`)
}

/** Starts PostgreSQL in a session of its own, so that Ctrl-C reaches it only through us, and waits until it is ready. */
export async function launch(cluster: Cluster, port: number): Promise<Postmaster> {
  const data = path.join(cluster.home, 'data')
  const logFile = path.join(cluster.home, 'log')
  const log = fs.openSync(logFile, 'w', 0o600)
  const unsafe = cluster.scratch ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}
  const flags = Object.entries({ ...settings, ...unsafe }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = [path.join(cluster.programs, 'bin', 'postgres'), '-D', data, '-p', String(port), ...flags]
  const child = spawn('/bin/sh', ['-c', keeper, 'sh', ...command], {
    ...cluster.account,
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['pipe', log, log],
  })
  fs.closeSync(log)
  const leash = child.stdio[0] as Writable
  leash.on('error', () => undefined)
  let ended = false
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      ended = true
      // A line, not just an end: the watcher must not signal a process number that may be somebody else's by now.
      leash.end('ended\n')
      resolve()
    }
    child.once('exit', end).once('error', end)
  })
  // A script that forgets to stop us may still end; the watcher then does.
  child.unref()
  const pid = child.pid
  while (!ended && !isReady(data, pid)) await wait(20)
  if (ended || pid === undefined) {
    const lines = fs.readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n')
    throw new PlainError(`The embedded PostgreSQL did not start:\n${lines}`)
  }
  return {
    exited,
    stop: async () => {
      if (!ended) await shutDown(pid, () => ended)
    },
  }
}

/** PostgreSQL writes its state into the last line of postmaster.pid, as pg_ctl reads it too. */
function isReady(data: string, pid: number | undefined): boolean {
  const lines = pidFile(data)
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready'
}

function pidFile(data: string): string[] {
  try {
    return fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Stops a PostgreSQL that outlived its server. The caller holds the lock, so nobody living wants it. */
export async function stopOrphan(cluster: Cluster, say: (line: string) => void): Promise<void> {
  const data = path.join(cluster.home, 'data')
  const pid = Number(pidFile(data)[0])
  if (!pid || !isRunning(pid)) return
  if (commandOf(pid).includes(data)) {
    say(`Stopping the database a killed server left running (process ${pid}) …`)
    // Not isRunning: where nobody reaps orphans (a container without init), a zombie would count as running.
    await shutDown(pid, () => !commandOf(pid).includes(data))
  } else {
    // The number belongs to some other program by now; PostgreSQL itself would refuse to start because of it.
    fs.rmSync(path.join(data, 'postmaster.pid'), { force: true })
  }
}

/** A fast shutdown (ends sessions, writes everything); after a minute an immediate one, which the next start repairs. */
async function shutDown(pid: number, isOver: () => boolean): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 60],
    ['SIGQUIT', 10],
    ['SIGKILL', 10],
  ] as const) {
    if (isOver()) return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (const until = Date.now() + seconds * 1000; Date.now() < until && !isOver();) await wait(20)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

function own(file: string, { uid, gid }: Account): void {
  if (uid !== undefined && gid !== undefined) fs.chownSync(file, uid, gid)
}

function reason(error: unknown): string {
  const text = error instanceof Error ? ((error as { stderr?: string }).stderr ?? '') || error.message : String(error)
  return text.trim()
}
