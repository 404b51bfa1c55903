import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../listening.ts'
import { databaseAccount } from './postgres-files.ts'

export interface Pooler {
  /** The same database through the pooler. */
  through(url: string): string
  stop(): Promise<void>
}

/** Path of a PgBouncer to test with: one installed, or Debian's by apt as root. */
export function findPgBouncer(): string | undefined {
  return installed() ?? fromApt()
}

function installed(): string | undefined {
  const places = [
    '/usr/sbin/pgbouncer',
    '/usr/bin/pgbouncer',
    '/usr/local/bin/pgbouncer',
    '/opt/homebrew/bin/pgbouncer',
  ]
  return places.find((place) => fs.existsSync(place))
}

function fromApt(): string | undefined {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: 'ignore' } as const
  try {
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'pgbouncer'], options)
  } catch {
    return undefined
  }
  return installed()
}

/**
 * Starts PgBouncer in transaction mode in front of a server: every database of it, for the login of `url`, over fewer connections
 * than come in, so that consecutive transactions really change theirs.
 */
export async function startPgBouncer(program: string, url: string, connections = 12): Promise<Pooler> {
  const { hostname, port, username, password } = new URL(url)
  const account = databaseAccount()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-pgbouncer-'))
  const listenPort = await freePort()
  const file = (name: string, text: string) => {
    const place = path.join(folder, name)
    fs.writeFileSync(place, text, { mode: 0o600 })
    return place
  }
  const users = file('users.txt', `"${username}" "${password}"\n`)
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: listenPort,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: users,
    pool_mode: 'transaction',
    default_pool_size: connections,
    max_client_conn: 1000,
    // Databases of tests come and go.
    server_idle_timeout: 3,
    log_connections: 0,
    log_disconnections: 0,
    log_stats: 0,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  const config = file(
    'pgbouncer.ini',
    `[databases]\n* = host=${hostname} port=${port}\n[pgbouncer]\n${lines.join('\n')}\n`,
  )
  if (account.uid !== undefined && account.gid !== undefined) {
    for (const place of [folder, users, config]) fs.chownSync(place, account.uid, account.gid)
  }
  const child = spawn(program, ['--quiet', config], { ...account, cwd: '/', stdio: 'ignore' })
  const exited = once(child, 'exit')
  try {
    await answers(listenPort)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return {
    through(direct) {
      const address = new URL(direct)
      address.port = String(listenPort)
      return address.href
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(port: number): Promise<void> {
  for (const until = Date.now() + 10_000; Date.now() < until; await wait(50)) {
    const socket = net.connect(port, '127.0.0.1')
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isThere) return
  }
  throw new Error('PgBouncer was not there within ten seconds')
}
