import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { findPgBouncer, startPgBouncer } from '../database/pgbouncer.ts'
import { testCluster, testDatabase } from '../database/testing.ts'
import { projectRoot } from '../env.ts'
import { freePort } from '../listening.ts'

// In place of main.ts: two server processes behind PgBouncer in transaction mode, over a database that is thrown away, and in
// front of them on PORT a proxy that sends each request to either at random. `E2E_POOLED=1 npx tsx admin/e2e/run.ts`.
const port = Number(process.env['PORT'])
const closing: (() => Promise<unknown>)[] = []
let stopping = false
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0))

try {
  const program = findPgBouncer()
  if (!program) throw new Error('PgBouncer is not installed on this machine')
  const cluster = await testCluster()
  closing.push(() => cluster.stop())
  const { directUrl } = await testDatabase(cluster.templateUrl)
  const pooler = await startPgBouncer(program, directUrl, 30)
  closing.push(() => pooler.stop())
  const environment = {
    DATABASE_URL: pooler.through(directUrl),
    DATABASE_MIGRATION_URL: directUrl,
    DATABASE_DIRECT_URL: directUrl,
    PREPARED_STATEMENTS: 'false',
    SESSION_SECRET: 'the same in both of the processes',
    PUBLIC_URL: process.env['PUBLIC_URL'] ?? `http://localhost:${port}`,
  }
  // One after the other: the first loads the demo data.
  const ports = [await startServer(environment), await startServer(environment)]
  const front = http.createServer((req, res) => passOn(req, res, ports[Math.floor(Math.random() * ports.length)] ?? 0))
  front.keepAliveTimeout = 75_000
  front.listen(port, '127.0.0.1')
  closing.push(() => new Promise((resolve) => front.close(resolve).closeAllConnections()))
} catch (error) {
  console.error(error)
  await stop(1)
}

async function startServer(environment: Record<string, string>): Promise<number> {
  const own = await freePort()
  const server = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: projectRoot,
    env: { ...process.env, ...environment, PORT: String(own) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  closing.push(() => ended(server))
  while (!(await fetch(`http://127.0.0.1:${own}/readyz`).catch(() => undefined))?.ok) {
    if (server.exitCode !== null) throw new Error(`A server ended with ${server.exitCode}`)
    await wait(200)
  }
  return own
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  server.kill('SIGTERM')
  await once(server, 'exit')
}

/** Unchanged, the Host header too. What breaks on one side is broken on the other. */
function passOn(req: http.IncomingMessage, res: http.ServerResponse, to: number): void {
  const { method, url: path, headers } = req
  const asked = http.request({ host: '127.0.0.1', port: to, method, path, headers }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(res).on('close', () => answer.destroy())
  })
  asked.on('error', () => res.destroy())
  res.on('close', () => asked.destroy())
  req.pipe(asked)
}

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  for (const close of closing.toReversed()) await close().catch((error: unknown) => console.error(error))
  process.exit(code)
}
