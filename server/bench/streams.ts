import { fork } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { v7 as uuid } from 'uuid'
import { hashPassword } from '../auth/passwords.ts'
import { openDatabase } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { testCluster } from '../database/testing.ts'
import { insertOrganization, insertUser } from '../organizations/create.ts'

/**
 * `npx tsx server/bench/streams.ts`: 500 open event streams in one process, of 5 organizations with 5 people of 20 tabs
 * each. In the last organization agents see their own records only.
 */
const organizations = 5
const people = 5
const tabs = 20
const writes = 400
const password = 'a password for the benchmark'

interface Person {
  email: string
  organization: number
  headers: Record<string, string>
}

interface Arrival {
  organization: number
  /** When the write was answered, and when the last of its streams had heard of it. Milliseconds. */
  answered: number
  last: number
  times: number
}

interface Tab {
  person: Person
  lastId: string
  ids: string[]
  close(): void
}

const cluster = await testCluster()
const file = path.join(import.meta.dirname, 'streamServer.ts')
const execArgv = ['--max-semi-space-size=64', '--expose-gc', '--import', 'tsx']
const child = fork(file, [cluster.templateUrl], { execArgv })
const arrivals = new Map<string, Arrival>()
/** Another connection each, as other browsers have. */
const agent = new http.Agent({ maxSockets: Infinity })
const faults: string[] = []

try {
  const [port] = (await once(child, 'message')) as [number]
  const url = `http://127.0.0.1:${port}`
  const staff = await hire()
  for (const person of staff) person.headers = { ...person.headers, ...(await signIn(url, person)) }
  // What every request costs once is not the streams'.
  await writeMany(url, staff, 1200)
  const before = await memory()
  let open = await Promise.all(staff.flatMap((person) => Array.from({ length: tabs }, () => openTab(url, person))))
  const idle = await memory()
  const measured = await writeMany(url, staff, writes)
  await settled(measured)
  const after = await memory()
  const lost = await comeBack(url, staff, open)
  open = lost.open
  checkOwn(open)
  for (const tab of open) tab.close()
  await new Promise((resolve) => setTimeout(resolve, 500))
  report({ before, idle, after, closed: await memory(), measured, missed: lost.missed })
} finally {
  child.disconnect()
  await once(child, 'exit')
  await cluster.stop()
}

async function hire(): Promise<Person[]> {
  const database = openDatabase({ url: cluster.templateUrl, preparedStatements: true })
  const passwordHash = await hashPassword(password)
  const staff: Person[] = []
  for (let organization = 0; organization < organizations; organization++) {
    const organizationId = uuid()
    const users = Array.from({ length: people + 1 }, () => ({ id: uuid(), email: `${uuid()}@example.com`, name: 'N', passwordHash })) // prettier-ignore
    await database.asLogin(async (tx) => {
      for (const user of users) await insertUser(tx, user)
      await insertOrganization(tx, { id: organizationId, slug: organizationId, name: 'O' }, users[0]!)
      if (organization === organizations - 1) {
        const settings = JSON.stringify({ visibility: { properties: 'own' } })
        await tx.query(sql`update organization set settings = ${settings}::jsonb where id = ${organizationId}::uuid`)
      }
    })
    for (const { id, email } of users.slice(1)) {
      await database.withOrganization({ organizationId, userId: '' }, (tx) =>
        tx.query(sql`insert into membership (organization_id, id, user_id, role, name, email)
          values (${organizationId}::uuid, ${uuid()}::uuid, ${id}::uuid, 'AGENT', 'N', ${email})`),
      )
      staff.push({ email, organization, headers: { 'x-organization-id': organizationId } })
    }
  }
  await database.close()
  return staff
}

async function signIn(url: string, { email }: Person): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body: JSON.stringify({ email, password }) }) // prettier-ignore
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}`)
  return { cookie: answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') } // prettier-ignore
}

/** Opens a stream; resolves when it has begun. */
function openTab(url: string, person: Person, last?: string): Promise<Tab> {
  return new Promise((resolve, reject) => {
    const headers = { ...person.headers, ...(last && { 'last-event-id': last }) }
    const request = http.get(`${url}/api/live`, { agent, headers }, (res) => {
      if (res.statusCode !== 200) return reject(new Error(`A stream answered ${res.statusCode}`))
      const tab: Tab = { person, lastId: '', ids: [], close: () => request.destroy() }
      let text = ''
      res.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          hear(tab, text.slice(0, end))
          text = text.slice(end + 2)
          resolve(tab)
        }
      })
    })
    request.on('error', reject)
  })
}

function hear(tab: Tab, message: string): void {
  const now = performance.now()
  if (message.includes('event: reset')) faults.push('a stream was reset')
  tab.lastId = /^id: (.*)$/m.exec(message)?.[1] ?? tab.lastId
  const data = /^data: (.*)$/m.exec(message)?.[1]
  for (const { id } of JSON.parse(data ?? '[]') as { id: string }[]) {
    if (tab.ids.includes(id)) faults.push('a change was told twice')
    tab.ids.push(id)
    const arrival = arrivals.get(id)
    if (arrival) Object.assign(arrival, { last: now, times: arrival.times + 1 })
    else arrivals.set(id, { organization: tab.person.organization, answered: 0, last: now, times: 1 })
  }
}

/** Writes two at a time, by everybody in turn. Answers what was written. */
async function writeMany(url: string, staff: Person[], count: number): Promise<string[]> {
  const ids: string[] = []
  let next = 0
  const work = async () => {
    while (next < count) ids.push(await write(url, staff[(next++ * 7) % staff.length]!))
  }
  await Promise.all([work(), work()])
  return ids
}

async function write(url: string, { headers, organization }: Person): Promise<string> {
  const body = JSON.stringify({ propertyType: 'APARTMENT', city: 'Κηφισιά' })
  const answer = await fetch(`${url}/api/properties`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  })
  const { id } = (await answer.json()) as { id: string }
  const answered = performance.now()
  if (!answer.ok) throw new Error(`A write answered ${answer.status}`)
  const early = arrivals.get(id)
  if (early && early.organization !== organization) faults.push('a stream heard of another organization')
  arrivals.set(id, { organization, answered, last: early?.last ?? answered, times: early?.times ?? 0 })
  return id
}

/** The streams that are to hear of a write: all of the organization, or those of the one who wrote. */
function expected(organization: number): number {
  return organization === organizations - 1 ? tabs : people * tabs
}

async function settled(ids: string[]): Promise<void> {
  const isHeard = (id: string) => {
    const arrival = arrivals.get(id)
    return arrival && arrival.times >= expected(arrival.organization)
  }
  const deadline = Date.now() + 10_000
  while (!ids.every(isHeard)) {
    if (Date.now() > deadline) return void faults.push(`${ids.filter((id) => !isHeard(id)).length} writes were not heard by all`) // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A tenth of the streams break off, and come back after more has been written. */
async function comeBack(url: string, staff: Person[], open: Tab[]): Promise<{ open: Tab[]; missed: number }> {
  const away = open.filter((_, index) => index % 10 === 0)
  for (const tab of away) tab.close()
  const ids = await writeMany(url, staff, 50)
  const back = await Promise.all(away.map((tab) => openTab(url, tab.person, tab.lastId)))
  await settled(ids)
  for (const [index, tab] of back.entries()) {
    // Whoever was told of something before must not be told again: the ids of both lives together.
    tab.ids = [...(away[index]?.ids ?? []), ...tab.ids]
    if (new Set(tab.ids).size !== tab.ids.length) faults.push('a change was told again after coming back')
  }
  return { open: [...open.filter((tab) => !away.includes(tab)), ...back], missed: ids.length }
}

function checkOwn(open: Tab[]): void {
  for (const { person, ids } of open) {
    const strange = ids.filter((id) => arrivals.get(id)?.organization !== person.organization)
    if (strange.length > 0) faults.push(`a stream heard of ${strange.length} records of another organization`)
  }
  for (const { organization, times } of arrivals.values()) {
    if (times > expected(organization)) faults.push(`a write was told ${times} times`)
  }
}

interface Memory {
  resident: number
  heap: number
}

async function memory(): Promise<Memory> {
  child.send('memory')
  return ((await once(child, 'message')) as [Memory])[0]
}

function report(run: {
  before: Memory
  idle: Memory
  after: Memory
  closed: Memory
  measured: string[]
  missed: number
}): void {
  const streams = organizations * people * tabs
  const taken = run.measured.map((id) => arrivals.get(id)!).map(({ answered, last }) => Math.max(0, last - answered))
  taken.sort((a, b) => a - b)
  const at = (share: number) => `${(taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0).toFixed(0)} ms` // prettier-ignore
  const grown = (now: Memory, kind: keyof Memory) =>
    `${((now[kind] - run.before[kind]) / streams / 1024).toFixed(1)} kB`
  console.log(`\n${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, Node ${process.version}, ${streams} streams\n`)
  console.log('| | p50 | p99 | most |\n|---|---|---|---|')
  console.log(
    `| from the answer of a write to its arrival at all of its streams | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`,
  )
  console.log('\n| memory a stream | resident | heap |\n|---|---|---|')
  console.log(`| opened | ${grown(run.idle, 'resident')} | ${grown(run.idle, 'heap')} |`)
  console.log(`| after ${writes} writes | ${grown(run.after, 'resident')} | ${grown(run.after, 'heap')} |`)
  console.log(`| all closed again | ${grown(run.closed, 'resident')} | ${grown(run.closed, 'heap')} |`)
  console.log(`\n${run.missed} writes while a tenth of the streams were away`)
  console.log(
    faults.length > 0 ? `FAULTS: ${[...new Set(faults)].join('; ')}` : 'Nothing strange, nothing twice, nothing missed',
  )
  if (faults.length > 0) process.exitCode = 1
}
