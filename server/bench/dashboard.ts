import os from 'node:os'
import { buildAgency, sizes } from './agency.ts'
import { openBenchDatabase } from './build.ts'
import { latency } from './measure.ts'
import { runServer, type Session } from './runServer.ts'
import { sql } from '../database/sql.ts'
import { testCluster } from '../database/testing.ts'

/** `npx tsx server/bench/dashboard.ts`: what opens in an agency with a million activities. See README.md beside this file. */
const say = (line: string) => console.log(line)

const cluster = await testCluster()
const database = openBenchDatabase(cluster.templateUrl)
say(`One agency: ${JSON.stringify(sizes)} …`)
const { owner, agent } = await buildAgency(database)
const server = await runServer(cluster.templateUrl)
const { url } = server
try {
  const asOwner = await server.signIn(owner)
  const asAgent = await server.signIn(agent)
  const [property] = (await (await fetch(`${url}/api/properties`, asOwner)).json()) as { id: string }[]
  const cases: [string, string, Session][] = [
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
  await measure('feed, of an agent who sees their own', '/api/feed?_start=0&_end=50', asAgent)
} finally {
  await database.close()
  await server.stop()
  await cluster.stop()
}
process.exit()

async function measure(title: string, path: string, session: Session): Promise<void> {
  const { p50, p99 } = await latency({ url: url + path, ...session }, 100)
  say(`| ${title} | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms |`)
}
