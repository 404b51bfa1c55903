import { spawn } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import { buildAgency, sizes } from './agency.ts'
import { password, type BenchMember } from './build.ts'
import { latency } from './measure.ts'
import { openDatabase } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { testCluster } from '../database/testing.ts'
import { projectRoot } from '../env.ts'

/** `npx tsx server/bench/dashboard.ts`: what opens in an agency with a million activities. See README.md beside this file. */
const port = Number(process.env['BENCH_PORT'] ?? 3779)
const url = `http://127.0.0.1:${port}`
const say = (line: string) => console.log(line)

const cluster = await testCluster()
const database = openDatabase({ url: cluster.templateUrl, preparedStatements: true })
say(`One agency: ${JSON.stringify(sizes)} …`)
const { owner, agent } = await buildAgency(database)
const args = ['--max-semi-space-size=64', '--import', 'tsx', 'server/main.ts']
const env = { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: cluster.templateUrl, SESSION_SECRET: 'x'.repeat(32), DEMO_DATA: 'false' } // prettier-ignore
const server = spawn(process.execPath, args, { cwd: projectRoot, env, stdio: ['ignore', 'ignore', 'inherit'] })
try {
  await ready()
  const asOwner = await signedIn(owner)
  const asAgent = await signedIn(agent)
  const [property] = (await (await fetch(`${url}/api/properties`, asOwner)).json()) as { id: string }[]
  const cases: [string, string, typeof asOwner][] = [
    ['dashboard, of an owner', '/api/dashboard', asOwner],
    ['dashboard, of an agent who sees all', '/api/dashboard', asAgent],
    ['feed, first page', '/api/feed?_start=0&_end=50', asOwner],
    ['feed, one person’s', `/api/feed?_start=0&_end=50&createdBy=${agent.memberId}`, asOwner],
    ['property', `/api/properties/${property?.id}`, asOwner],
    ['its timeline', `/api/properties/${property?.id}/timeline`, asOwner],
    ['its history', `/api/properties/${property?.id}/history`, asOwner],
  ]
  say(
    `\n${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}\n`,
  )
  say('| call | p50 | p99 |\n|---|---|---|')
  for (const each of cases) await measure(...each)
  const settings = JSON.stringify({ visibility: { properties: 'own', clients: 'own', tasks: 'own' } })
  await database.asLogin((tx) =>
    tx.query(sql`update organization set settings = ${settings}::jsonb where id = ${owner.organizationId}::uuid`),
  )
  await measure('dashboard, of an agent who sees their own', '/api/dashboard', asAgent)
} finally {
  await database.close()
  server.kill('SIGTERM')
  if (server.exitCode === null) await once(server, 'exit')
  await cluster.stop()
}
process.exit()

async function measure(title: string, path: string, session: { headers: Record<string, string> }): Promise<void> {
  const { p50, p99 } = await latency({ url: url + path, ...session }, 100)
  say(`| ${title} | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms |`)
}

async function ready(): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The server did not become ready')
}

async function signedIn({ email, organizationId }: BenchMember): Promise<{ headers: Record<string, string> }> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ email, password })
  const answer = await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}`)
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ') // prettier-ignore
  return { headers: { cookie, 'x-organization-id': organizationId } }
}
