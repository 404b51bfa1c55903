import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectRoot } from '../env.ts'
import { password, type BenchMember } from './build.ts'

/** What requests of a signed-in person carry. */
export interface Session {
  headers: Record<string, string>
}

export interface RunningServer {
  url: string
  pid: number
  signIn: (member: BenchMember) => Promise<Session>
  stop(): Promise<void>
}

interface Manner {
  port: number
  args?: string[]
  environment?: Record<string, string>
}

/** This server as `npm start` runs it, over a database that is there already; `BENCH_PORT` goes before `port`. */
export async function runServer(
  databaseUrl: string,
  { port: usual, args = [], environment }: Manner = { port: 3779 },
): Promise<RunningServer> {
  const port = process.env['BENCH_PORT'] ?? String(usual)
  const url = `http://127.0.0.1:${port}`
  const own = { PORT: port, HOST: '127.0.0.1', DATABASE_URL: databaseUrl, SESSION_SECRET: 'x'.repeat(32), DEMO_DATA: 'false' } // prettier-ignore
  const server = spawn(process.execPath, ['--max-semi-space-size=64', '--import', 'tsx', 'server/main.ts', ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...own, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const stop = async () => {
    server.kill('SIGTERM')
    if (server.exitCode === null) await once(server, 'exit')
  }
  try {
    await ready(url)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, pid: server.pid ?? 0, signIn: (member) => signIn(url, member), stop }
}

async function ready(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The server did not become ready')
}

async function signIn(url: string, { email, organizationId }: BenchMember): Promise<Session> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ email, password })
  const answer = await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}`)
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ') // prettier-ignore
  return { headers: { cookie, 'x-organization-id': organizationId } }
}
