import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { buildBenchDatabase, openBenchDatabase, commonWord, largeSize, rareWord, type BenchMember } from './build.ts'
import { download, latency, throughput, type Download, type Request } from './measure.ts'
import { runServer, type RunningServer } from './runServer.ts'
import { startEmbedded } from '../database/embedded.ts'
import { migrate } from '../database/migrate.ts'
import { projectRoot } from '../env.ts'
import { defaultSettings } from '../resources/settings.ts'

/** `npm run bench`: this server against the bare one, in one run on one machine. See README.md beside this file. */
const seconds = Number(process.env['BENCH_SECONDS'] ?? 8)
const say = (line: string) => console.log(line)
const children: ChildProcess[] = []
const rows: string[][] = []
let server: RunningServer | undefined

const embedded = await startEmbedded(path.join(projectRoot, '.data/bench'), say)
try {
  await migrate(embedded.url, { log: say })
  const database = openBenchDatabase(embedded.url)
  say('Database of 1,000,000 properties …')
  const [large, small] = await buildBenchDatabase(database, say)
  await database.close()
  if (!large || !small) throw new Error('The benchmark database has no organizations')
  server = await runServer(embedded.url, { port: 3777 })
  await compare(server, large, small)
  print()
} finally {
  await server?.stop()
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(children.filter((child) => child.exitCode === null).map((child) => once(child, 'exit')))
  await embedded.stop()
}

async function compare(
  { url: ours, pid, signIn }: RunningServer,
  large: BenchMember,
  small: BenchMember,
): Promise<void> {
  const inSmall = await signIn(small)
  const inLarge = await signIn(large)
  const list = (await (await fetch(`${ours}/api/properties`, inSmall)).json()) as { id: string }[]
  const id = list[0]?.id ?? ''
  const body = JSON.stringify({ propertyType: 'APARTMENT', city: 'Κηφισιά', listPrice: 250000, livingArea: 85 })
  const bareSmall = await startBare(small, id, body)
  const bareLarge = await startBare(large, id, body)
  const post = { method: 'POST' as const, body }
  const json = { ...inSmall.headers, 'content-type': 'application/json' }

  say(`Measuring, ${seconds} s each …`)
  await pair(
    'list of 25 in 2,000 rows, exact total',
    { url: `${ours}/api/properties`, ...inSmall },
    { url: `${bareSmall.url}/list` },
  )
  await pair('get one', { url: `${ours}/api/properties/${id}`, ...inSmall }, { url: `${bareSmall.url}/one` })
  await pair(
    'create one',
    { url: `${ours}/api/properties`, headers: json, ...post },
    { url: `${bareSmall.url}/create`, ...post },
  )

  const deep = await cursorAt(`${ours}/api/properties`, inLarge, 100_000)
  const cases: [string, string][] = [
    ['list of 25 in 200,000 rows', ''],
    ['filtered list (status, price range)', '?status=ACTIVE&listPrice_gte=200000&listPrice_lte=300000'],
    ['deep page (row 100,000)', deep],
    ['search, rare word', `?q=${encodeURIComponent(rareWord)}`],
    ['search, common word', `?q=${encodeURIComponent(commonWord)}`],
  ]
  for (const [title, query] of cases) {
    const found = await fetch(`${ours}/api/properties${query}`, inLarge)
    if (((await found.json()) as unknown[]).length === 0) throw new Error(`Nothing is found by: ${title}`)
    await single(title, { url: `${ours}/api/properties${query}`, ...inLarge }, { url: `${bareLarge.url}/list${query}` })
  }
  const mine = await median(() => download({ url: `${ours}/api/properties/export`, ...inLarge }, pid, largeSize))
  for (const [title, query] of [
    ['the same SQL', ''],
    ['the columns as stored', '?stored'],
  ]) {
    const bare = await median(() => download({ url: `${bareLarge.url}/export${query}` }, bareLarge.pid, largeSize))
    const memory = `first byte ${mine.firstByte.toFixed(0)} ms`
    rows.push([`export of 200,000 rows, against a bare COPY of ${title}`, show(mine.rowsPerSecond), memory, `+${mine.memory.toFixed(0)} MiB`, show(bare.rowsPerSecond), `first byte ${bare.firstByte.toFixed(0)} ms`, (mine.rowsPerSecond / bare.rowsPerSecond).toFixed(2)]) // prettier-ignore
  }
}

/** The middle of three downloads by speed, with the largest memory of all. */
async function median(measure: () => Promise<Download>): Promise<Download> {
  const all = [await measure(), await measure(), await measure()].sort((a, b) => a.rowsPerSecond - b.rowsPerSecond)
  return { ...(all[1] as Download), memory: Math.max(...all.map(({ memory }) => memory)) }
}

/** 32 connections: ours and the bare server, in turn. */
async function pair(title: string, ours: Request, bare: Request): Promise<void> {
  for (const request of [ours, bare]) await throughput(request, 1)
  const a = await throughput(ours, seconds)
  const b = await throughput(bare, seconds)
  rows.push([
    title,
    show(a.rate),
    `${a.p50} ms`,
    `${a.p99} ms`,
    show(b.rate),
    `${b.p50} ms`,
    (a.rate / b.rate).toFixed(2),
  ])
}

/** One connection: what one person waits for. */
async function single(title: string, ours: Request, bare: Request): Promise<void> {
  const a = await latency(ours)
  const b = await latency(bare)
  rows.push([
    title,
    show(a.rate),
    `${a.p50.toFixed(1)} ms`,
    `${a.p99.toFixed(1)} ms`,
    show(b.rate),
    `${b.p50.toFixed(1)} ms`,
    (b.p50 / a.p50).toFixed(2),
  ])
}

async function startBare(member: BenchMember, id: string, body: string): Promise<{ url: string; pid: number }> {
  const { organizationId, userId, memberId } = member
  const access = { organizationId, userId, memberId, role: 'ORG_OWNER', settings: defaultSettings, isPersonal: false }
  const argument = JSON.stringify({ url: embedded.url, access, id, body: JSON.parse(body) as unknown })
  const child = fork(path.join(import.meta.dirname, 'bare.ts'), [argument], { execArgv: ['--import', 'tsx'] })
  children.push(child)
  const [bound] = (await once(child, 'message')) as [number]
  return { url: `http://127.0.0.1:${bound}`, pid: child.pid ?? 0 }
}

/** The query of the page after `row`, as the Link header of the page before it gives it. */
async function cursorAt(url: string, session: { headers: Record<string, string> }, row: number): Promise<string> {
  const answer = await fetch(`${url}?_start=${row - 25}&_end=${row}`, session)
  const next = /<([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
  if (!next) throw new Error('The deep page gave no Link to the next')
  return next.slice(next.indexOf('?'))
}

function show(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function print(): void {
  const [cpu] = os.cpus()
  say(
    `\n${os.cpus().length} × ${cpu?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${os.type()} ${os.release()}\n`,
  )
  say('| case | ours /s | p50 | p99 | bare /s | p50 | ratio |\n|---|---|---|---|---|---|---|')
  for (const row of rows) say(`| ${row.join(' | ')} |`)
}
