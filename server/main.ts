import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { projectRoot, readEnv, type Env } from './env.ts'
import { checkPort } from './listening.ts'
import { createLog, logUncaught } from './running/log.ts'
import { startWorkers } from './running/workers.ts'
import { PlainError } from './plain-error.ts'
import { prepare, spaFolder } from './prepare.ts'
import { checkStorage, openStorage, type Storage } from './storage.ts'

const say = (line: string) => console.log(line)
/** What to close, in the order it was opened. */
const open: { close(): Promise<unknown> }[] = []
let stopping = false
/** Whoever takes longer to close is left behind: all is over within ten seconds. Milliseconds. */
const patience = 9_300

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
  const [storage] = await Promise.all([
    openStorage(env, say, (part) => open.push(part)),
    prepare({ log: say, build: !apiOnly }),
  ])
  const demo = await checkStorage(env, storage, say)
  const port = env.operations.processes > 1 ? await serveByMany(env, storage) : await serveAlone(env, storage)
  if (!apiOnly) greet(port, env, demo)
}

async function serveAlone(env: Env, storage: Storage): Promise<number> {
  // Only now: it imports the generated client and the list of resources.
  const { serve } = await import('./serve.ts')
  const log = createLog(env.logLevel)
  logUncaught(log)
  const serving = await serve(env, storage, log, apiOnly ? undefined : spaFolder)
  open.push(serving)
  return serving.port
}

function serveByMany(env: Env, { url, sessionSecret }: Storage): Promise<number> {
  return startWorkers({
    processes: env.operations.processes,
    entry: path.join(import.meta.dirname, 'worker.ts'),
    args: process.argv.slice(2),
    environment: { DATABASE_URL: url, SESSION_SECRET: sessionSecret },
    log: createLog(env.logLevel),
    onStart: (workers) => open.push(workers),
  })
}

/** Once, however often it is asked: Ctrl-C reaches us from the terminal and again from the process that started us. */
async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  const late = wait(patience)
  for (const part of open.toReversed()) {
    await Promise.race([part.close().catch((error: unknown) => console.error(error)), late])
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
