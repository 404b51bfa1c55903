import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './chromium.ts'

/** The browser tests, against the real thing: `npm start` on a fresh data directory, in a real Chromium. */
const chromium = findChromium()
const dataDir = mkdtempSync(join(tmpdir(), 'oikion-e2e-'))
const port = await freePort()
const server = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
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
  const env = { ...process.env, E2E_BASE_URL: baseUrl, CHROMIUM_PATH: chromium }
  const [code] = (await once(spawn(process.execPath, args, { stdio: 'inherit', env }), 'exit')) as [number | null]
  process.exitCode = code ?? 1
} finally {
  if (server.exitCode === null) {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  rmSync(dataDir, { recursive: true, force: true })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port: free } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return free
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
