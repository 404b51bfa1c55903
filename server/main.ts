import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { pino } from 'pino'
import { keptSecret, startEmbedded } from './database/embedded.ts'
import type { Database } from './database/index.ts'
import { prepareJobs } from './database/jobTables.ts'
import { migrate } from './database/migrate.ts'
import { proveIsolation } from './database/proof.ts'
import { projectRoot, readEnv, type Env } from './env.ts'
import { PlainError } from './plain-error.ts'
import { prepare, spaFolder } from './prepare.ts'

const say = (line: string) => console.log(line)
/** What to close, in the order it was opened. */
const open: { close(): Promise<unknown> }[] = []
let stopping = false

process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
process.on('SIGHUP', () => void stop(0))
// Under `npm run dev` the screens come from Vite, and the database from its process.
const apiOnly = process.argv.includes('--api-only')

try {
  if (fs.existsSync(path.join(projectRoot, '.env'))) process.loadEnvFile(path.join(projectRoot, '.env'))
  await start(readEnv(process.env))
} catch (error) {
  if (!stopping) {
    console.error(error instanceof PlainError ? `\n${error.message}\n` : error)
    await stop(1)
  }
}

async function start(env: Env): Promise<void> {
  await checkPort(env)
  // Side by side: building takes the processor, the database mostly waits for the disk.
  const [urls] = await Promise.all([openStorage(env), prepare({ log: say, build: !apiOnly })])

  // Only now: these import the generated client and the list of resources.
  const { openDatabase } = await import('./database/index.ts')
  const { createApp } = await import('./app.ts')
  const { startImports } = await import('./imports/start.ts')
  const { startPeople } = await import('./people.ts')
  const { startLive } = await import('./live/live.ts')
  const database = openDatabase({ url: urls.url, preparedStatements: env.preparedStatements })
  open.push(database)
  await proveIsolation(database.pool)
  const demo = env.demoData && (await loadDemo(urls.url, database))

  const log = pino({ level: env.logLevel })
  const { openFiles } = await import('./files/open.ts')
  const files = await openFiles(env)
  const imports = await startImports({ database, files, log })
  open.push(imports)
  const { sessionSecret } = urls
  const people = await startPeople({ env, database, sessionSecret, files, log })
  open.push(people)
  const spa = apiOnly ? undefined : spaFolder
  const { provider } = env
  const { mailPreview } = people
  const live = startLive({ database, listenUrl: env.directUrl ?? urls.url, log })
  const storage = { files, quota: env.storageQuota }
  const app = createApp({ env, provider, sessionSecret, database, imports, mailPreview, live, storage, log, spa })
  const server = http.createServer(app)
  // Large uploads over slow lines take longer than Node allows; what stalls is ended here, and sooner by the routes.
  server.requestTimeout = 0
  server.setTimeout(150_000)
  await listen(server, env)
  open.push({ close: () => finish(server) }, live)
  if (!apiOnly) greet((server.address() as net.AddressInfo).port, env, demo)
}

/** The database, running and migrated. */
async function openStorage(env: Env): Promise<{ url: string; sessionSecret: string }> {
  let { databaseUrl: url, migrationUrl, sessionSecret } = env
  if (!url) {
    const embedded = await startEmbedded(env.dataDir, say)
    open.push({ close: () => embedded.stop() })
    url = embedded.url
    migrationUrl = embedded.url
  }
  sessionSecret ??= keptSecret(path.join(env.dataDir, 'session-secret'))
  await migrate(migrationUrl ?? url, { log: say, appUrl: url })
  await prepareJobs(migrationUrl ?? url)
  return { url, sessionSecret }
}

/** Fills a database without users; tells whether the demo accounts are there. */
async function loadDemo(url: string, { shared }: Database): Promise<boolean> {
  if (await shared.user.findUnique({ where: { email: 'owner@aegean.example' } })) return true
  if (await shared.user.findFirst()) return false
  say('Loading demo data …')
  const { seedDemo } = await import('../prisma/seed.ts')
  return seedDemo(url)
}

/** Before the long work, so that a taken port is told at once. */
async function checkPort(env: Env): Promise<void> {
  const probe = net.createServer()
  await listen(probe, env)
  await new Promise((resolve) => probe.close(resolve))
}

function listen(server: net.Server, { port, host }: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
      EACCES: `Port ${port} needs more rights than this account has. Choose one above 1023: PORT=3000 npm start`,
      EADDRNOTAVAIL: `HOST ${host} is not an address of this machine.`,
      ENOTFOUND: `HOST ${host} is not known.`,
    }
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new PlainError(reasons[error.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${error.message}`))
    })
    server.listen(port, host, resolve)
  })
}

/** Stops accepting, and gives running requests ten seconds. */
async function finish(server: http.Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const patience = setTimeout(() => server.closeAllConnections(), 10_000)
  await new Promise((resolve) => server.close(resolve))
  clearInterval(idle)
  clearTimeout(patience)
}

/** Once, however often it is asked: Ctrl-C reaches us from the terminal and again from the process that started us. */
async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  for (const part of open.toReversed()) {
    await part.close().catch((error: unknown) => console.error(error))
  }
  process.exit(code)
}

function greet(port: number, env: Env, demo: boolean): void {
  const everywhere = ['0.0.0.0', '::'].includes(env.host)
  const local = everywhere || ['127.0.0.1', '::1', 'localhost'].includes(env.host)
  const name = local ? 'localhost' : net.isIPv6(env.host) ? `[${env.host}]` : env.host
  say(`\nOikion is running at http://${name}:${port}${everywhere ? ' and on every address of this machine' : ''}`)
  if (demo) {
    say(`
Sign in with the password oikion-demo as
  owner@aegean.example    owner of Aegean Homes
  admin@aegean.example    administrator
  agent@aegean.example    agent, and viewer at Ionian Estates
  viewer@aegean.example   viewer
  owner@ionian.example    owner of Ionian Estates`)
  }
  say('\nCtrl-C stops it.\n')
}
