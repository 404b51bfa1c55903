import autocannon from 'autocannon'
import { testCluster, testDatabase } from '../database/testing.ts'
import { runServer } from './runServer.ts'

/**
 * `npx tsx server/bench/soak.ts [minutes]`: finds what this server carries of a mixed load on the demo data, then gives it 70 % of
 * that for some minutes (10) and watches its memory. Ends with 1 when the last third needs a tenth more than the third before, or when
 * anything but 2xx is answered.
 */
const minutes = Number(process.argv[2] ?? 10)
const connections = 16
const sampleEvery = 5_000
const say = (line: string) => console.log(line)

interface Sample {
  /** MiB. */
  resident: number
  heap: number
  external: number
}

const cluster = await testCluster()
const database = await testDatabase(cluster.templateUrl)
const environment = { DEMO_DATA: 'true', LOG_LEVEL: 'error', RATE_LIMIT_FACTOR: '1000' }
const server = await runServer(database.directUrl, { port: 3781, args: ['--api-only'], environment })
const { url } = server
try {
  process.exitCode = (await soak()) ? 0 : 1
} finally {
  await server.stop()
  await cluster.stop()
}

async function soak(): Promise<boolean> {
  const requests = await mixed()
  await drive(requests, 15)
  const most = (await drive(requests, 20)).requests.mean
  const rate = Math.round(most * 0.7)
  say(`It carries ${Math.round(most)} requests/s of the mix; soaking ${minutes} minutes at ${rate}/s`)
  const samples: Sample[] = []
  const timer = setInterval(() => void sample().then((one) => samples.push(one)), sampleEvery)
  const result = await drive(requests, minutes * 60, rate)
  clearInterval(timer)
  const thirds = [0, 1, 2].map((n) =>
    median(samples.slice(Math.floor((n * samples.length) / 3), Math.floor(((n + 1) * samples.length) / 3))),
  )
  say('| third | resident MiB | heap in use MiB | external MiB |\n|---|---|---|---|')
  thirds.forEach((third, n) => say(`| ${n + 1} | ${third.resident} | ${third.heap} | ${third.external} |`))
  say(
    `${result.requests.total} requests at ${Math.round(result.requests.mean)}/s, p50 ${result.latency.p50} ms, p99 ${result.latency.p99} ms`,
  )
  say(`${result.non2xx} answers were not 2xx, ${result.errors} errors, ${result.timeouts} timeouts`)
  const [, before, after] = thirds
  return result.non2xx + result.errors === 0 && (after?.resident ?? Infinity) <= (before?.resident ?? 0) * 1.1
}

/** What a day is made of: lists and records mostly, search, the dashboard, and changes. */
async function mixed(): Promise<autocannon.Request[]> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ email: 'owner@aegean.example', password: 'oikion-demo' })
  const answer = await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body })
  const { memberships } = (await answer.json()) as { memberships: { organization: { id: string; slug: string } }[] }
  const organization = memberships.find(({ organization }) => organization.slug === 'aegean-homes')?.organization
  const session = {
    cookie: answer.headers.getSetCookie().map((each) => each.split(';')[0]).join('; '), // prettier-ignore
    'x-organization-id': organization?.id ?? '',
  }
  const list = (await (await fetch(`${url}/api/properties`, { headers: session })).json()) as { id: string }[]
  const get = (path: string): autocannon.Request => ({ method: 'GET', path, headers: session })
  const id = list[0]?.id ?? ''
  return [
    ...list.slice(0, 8).map((property) => get(`/api/properties/${property.id}`)),
    get('/api/properties?_sort=listPrice&_order=desc&status=ACTIVE'),
    get('/api/clients'),
    get('/api/tasks?_end=50'),
    get(`/api/properties/${id}/timeline`),
    get('/api/search?q=kifisia'),
    get('/api/feed'),
    get('/api/dashboard'),
    get('/api/auth/me'),
    {
      method: 'POST',
      path: '/api/notes',
      headers: { ...session, ...headers },
      body: JSON.stringify({ content: 'Rang back', propertyId: id }),
    },
    {
      method: 'PATCH',
      path: `/api/properties/${id}`,
      headers: { ...session, ...headers },
      body: JSON.stringify({ livingArea: 85 }),
    },
  ]
}

async function drive(
  requests: autocannon.Request[],
  duration: number,
  overallRate?: number,
): Promise<autocannon.Result> {
  return autocannon({ url, connections, duration, requests, ...(overallRate !== undefined && { overallRate }) })
}

async function sample(): Promise<Sample> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const read = (name: string) =>
    Math.round(Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0) / 1024 / 1024)
  return {
    resident: read('process_resident_memory_bytes'),
    heap: read('nodejs_heap_size_used_bytes'),
    external: read('nodejs_external_memory_bytes'),
  }
}

function median(samples: Sample[]): Sample {
  const of = (key: keyof Sample) =>
    samples.map((one) => one[key]).sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0
  return { resident: of('resident'), heap: of('heap'), external: of('external') }
}
