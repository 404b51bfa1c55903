import { setTimeout as wait } from 'node:timers/promises'
import { readEnv } from './env.ts'
import { createLog, logUncaught } from './running/log.ts'
import { PlainError } from './plain-error.ts'
import { spaFolder } from './prepare.ts'
import { serve, type Serving } from './serve.ts'

// One of several server processes (WEB_CONCURRENCY). main.ts has prepared everything, and starts another when this one ends.
let serving: Serving | undefined
let stopping = false
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop())

try {
  const env = readEnv(process.env)
  const { databaseUrl: url = '', sessionSecret = '' } = env
  const log = createLog(env.logLevel)
  logUncaught(log)
  serving = await serve(env, { url, sessionSecret }, log, process.argv.includes('--api-only') ? undefined : spaFolder)
} catch (error) {
  console.error(error instanceof PlainError ? error.message : error)
  process.exit(1)
}

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.race([serving?.close().catch((error: unknown) => console.error(error)), wait(8500)])
  process.exit(0)
}
