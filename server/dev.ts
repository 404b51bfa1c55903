import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createServer } from 'vite'
import { keptSecret, startEmbedded } from './database/embedded.ts'
import { projectRoot, readEnv } from './env.ts'
import { freePort } from './listening.ts'
import { PlainError } from './plain-error.ts'
import { prepare } from './prepare.ts'

// `npm run dev`: Vite serves the screens with hot reload on PORT and passes the rest on to a server that restarts when
// its files change. The database belongs to this process, so that restarts find it running.
const say = (line: string) => console.log(line)

try {
  if (fs.existsSync(path.join(projectRoot, '.env'))) process.loadEnvFile(path.join(projectRoot, '.env'))
  await develop()
} catch (error) {
  console.error(error instanceof PlainError ? `\n${error.message}\n` : error)
  process.exit(1) // the embedded PostgreSQL notices and stops
}

async function develop(): Promise<void> {
  const env = readEnv(process.env)
  await prepare({ log: say, build: false })
  const embedded = env.databaseUrl ? undefined : await startEmbedded(env.dataDir, say)
  const apiPort = await freePort()
  const forServer = {
    ...process.env,
    PORT: String(apiPort),
    HOST: '127.0.0.1',
    // Mailed links lead to Vite's address, where the screens are.
    PUBLIC_URL: process.env['PUBLIC_URL'] ?? `http://localhost:${env.port}`,
    DATABASE_URL: embedded?.url ?? env.databaseUrl,
    SESSION_SECRET: env.sessionSecret ?? keptSecret(path.join(env.dataDir, 'session-secret')),
    DEMO_DATA: String(env.demoData),
  }
  const watched = ['server/resources/*.ts', 'prisma/schema.prisma', 'prisma/migrations/**'].map(
    (files) => `--include=${files}`,
  )
  const tsx = path.join(projectRoot, 'node_modules/tsx/dist/cli.mjs')
  const server = spawn(
    process.execPath,
    [tsx, 'watch', '--clear-screen=false', ...watched, 'server/main.ts', '--api-only'],
    // Not our standard input: there, Return would restart the server.
    { cwd: projectRoot, env: forServer, stdio: ['ignore', 'inherit', 'inherit'] },
  )

  const target = `http://127.0.0.1:${apiPort}`
  await answers(target)
  const vite = await createServer({
    configFile: path.join(projectRoot, 'vite.config.ts'),
    server: {
      host: env.host,
      port: env.port,
      strictPort: true,
      proxy: Object.fromEntries(['/api', '/dev', '/healthz', '/readyz', '/metrics'].map((route) => [route, target])),
    },
  })
  await vite.listen().catch((error: Error) => {
    throw new PlainError(`${error.message}. Choose another port: PORT=${env.port + 1} npm run dev`)
  })
  vite.printUrls()
  if (env.demoData) say('  Demo sign-in: owner@aegean.example with the password oikion-demo\n')

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    const ended = new Promise((resolve) => server.once('exit', resolve))
    if (server.kill('SIGTERM')) await ended
    await Promise.all([vite.close(), embedded?.stop()])
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
}

/** Waits for the first start, but not for ever: a fault in the code is told by the server and mended while we run. */
async function answers(target: string): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    if (await fetch(`${target}/healthz`).catch(() => undefined)) return
    await wait(100)
  }
}
