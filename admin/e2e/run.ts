import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../server/listening.ts'
import { findChromium } from './chromium.ts'

/** The browser tests, against the real thing: `npm start` on a fresh data directory, in a real Chromium. */
const chromium = findChromium()
const dataDir = mkdtempSync(join(tmpdir(), 'oikion-e2e-'))
const port = await freePort()
const stripe = spawn(process.execPath, ['--import', 'tsx', 'server/billing/playStripe.ts'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, APP_URL: `http://127.0.0.1:${port}` },
})
const [line] = (await once(stripe.stdout, 'data')) as [Buffer]
const played = JSON.parse(line.toString()) as { stripe: string; payments: string }
// With E2E_POOLED two processes behind PgBouncer, and each request goes to either at random.
const entry = process.env['E2E_POOLED'] === '1' ? 'server/test/pooledServer.ts' : 'server/main.ts'
const server = spawn(process.execPath, ['--import', 'tsx', entry], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    DEMO_DATA: 'true',
    NODE_ENV: 'test',
    // All of it comes from one address.
    RATE_LIMIT_FACTOR: '10',
    // Those that are told of changes are on this machine.
    WEBHOOKS_ALLOW_PRIVATE: 'true',
    ...soldAt(played.stripe),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  },
})
const baseUrl = `http://127.0.0.1:${port}`

try {
  await ready(`${baseUrl}/readyz`, server)
  const args = [
    'node_modules/@playwright/test/cli.js',
    'test',
    '--config',
    'admin/e2e/playwright.config.ts',
    ...process.argv.slice(2),
  ]
  const env = { ...process.env, E2E_BASE_URL: baseUrl, CHROMIUM_PATH: chromium, E2E_PAYMENTS_URL: played.payments }
  const [code] = (await once(spawn(process.execPath, args, { stdio: 'inherit', env }), 'exit')) as [number | null]
  process.exitCode = code ?? 1
} finally {
  stripe.kill()
  if (server.exitCode === null) {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  rmSync(dataDir, { recursive: true, force: true })
}

/** Plans are sold at a played Stripe; what costs nothing has room for all tests but the one of its limits. */
function soldAt(address: string) {
  const prices = ['STARTER', 'PROFESSIONAL', 'ENTERPRISE'].flatMap((plan) =>
    ['MONTH', 'YEAR'].map((interval) => [
      `STRIPE_PRICE_${plan}_${interval}`,
      `price_${plan}_${interval}`.toLowerCase(),
    ]),
  )
  return {
    STRIPE_BASE_URL: address,
    STRIPE_SECRET_KEY: 'sk_test_played',
    STRIPE_WEBHOOK_SECRET: 'whsec_played',
    ...(Object.fromEntries(prices) as Record<string, string>),
    FREE_MEMBERS: '40',
    FREE_PROPERTIES: '100000',
    FREE_API_CALLS: '100000',
    FREE_IMPORTS: '1000',
  }
}

async function ready(address: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 120_000
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} before it was ready`)
    const answer = await fetch(address).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The server was not ready within two minutes')
}
