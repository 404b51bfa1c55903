import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { createApp } from '../app.ts'
import { createAccount } from '../auth/accounts.ts'
import { hashPassword } from '../auth/passwords.ts'
import { openDatabase } from '../database/index.ts'
import { testCluster } from '../database/testing.ts'

// `npx tsx server/bench/indistinguishable.ts`: whether the time of an answer tells if an address has an account. 200
// known and 200 unknown addresses in turn, for each call that takes one; the medians' ratio should lie within 10 %.
const rounds = 200
const cluster = await testCluster()
const database = openDatabase({ url: cluster.templateUrl, preparedStatements: true })
const env = { isProduction: false, rateLimitFactor: 1000, publicUrl: 'http://oikion.test' }
const app = createApp({ env, sessionSecret: 'x'.repeat(32), database, log: pino({ level: 'silent' }) })
const server = createServer(app).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

try {
  const passwordHash = await hashPassword('a password nobody knows 1')
  const known = Array.from({ length: rounds }, (_, index) => `known${1000 + index}@example.com`)
  for (const email of known) {
    await database.asLogin((tx) => createAccount(tx, { email, name: 'Known Person', passwordHash }))
  }
  console.log('| call | known p50 | unknown p50 | ratio |\n|---|---|---|---|')
  await compare('sign-in, wrong password', '/api/auth/login', known, (email) => ({ email, password: 'wrong one' }))
  await compare('magic link', '/api/auth/magic-link', known, (email) => ({ email }))
  await compare('password reset', '/api/auth/password-reset', known, (email) => ({ email }))
  await compare('sign-up', '/api/auth/register', known, (email) => ({ email, name: 'A Name' }))
} finally {
  server.closeAllConnections()
  server.close()
  await database.close()
  await cluster.stop()
}

async function compare(title: string, path: string, known: string[], bodyOf: (email: string) => object): Promise<void> {
  const times: [known: number[], unknown: number[]] = [[], []]
  for (const [index, email] of known.entries()) {
    // The first of a pair is not always the same, or warm caches would tell.
    const pair: [string, number[]][] = [
      [email, times[0]],
      [email.replace('known', 'nobody'), times[1]],
    ]
    for (const [address, into] of index % 2 ? pair : pair.toReversed()) into.push(await time(path, bodyOf(address)))
  }
  const [a, b] = times.map(median) as [number, number]
  console.log(`| ${title} | ${a.toFixed(1)} ms | ${b.toFixed(1)} ms | ${(a / b).toFixed(2)} |`)
}

async function time(path: string, body: object): Promise<number> {
  const started = performance.now()
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await answer.arrayBuffer()
  return performance.now() - started
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
