import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { PlainError } from '../plain-error.ts'
import { cleanEnvironment, type Cluster } from './cluster.ts'
import { commandOf, isRunning, shutDown } from './processes.ts'

/** A running PostgreSQL. */
export interface Postmaster {
  exited: Promise<void>
  stop(): Promise<void>
}

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
    env: cleanEnvironment,
    detached: true,
    stdio: ['pipe', log, log],
  })
  fs.closeSync(log)
  const leash = child.stdio[0] as Writable
  leash.on('error', () => undefined)
  let ended = false
  const hasEnded = () => ended
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
  while (!hasEnded() && !isReady(data, pid)) await wait(20)
  if (hasEnded() || pid === undefined) {
    const lines = fs.readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n')
    throw new PlainError(`The embedded PostgreSQL did not start:\n${lines}`)
  }
  return {
    exited,
    stop: async () => {
      if (!ended) await shutDown(pid, hasEnded)
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
