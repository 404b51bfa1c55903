import { setTimeout as wait } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { hashPassword } from '../../auth/passwords.ts'
import { openDatabase } from '../../database/index.ts'
import { insertOrganization, insertUser } from '../../organizations/create.ts'
import { TestClient } from '../testClient.ts'
import { openHouse, victims, type House } from './house.ts'
import { broken, orphans } from './proof.ts'
import { newWorker, work } from './work.ts'

/**
 * `npx tsx server/test/kills/run.ts [kills]`: eight people create, edit, trash, restore, merge and upload; at some moment
 * the server or the database is killed (SIGKILL); after each kill, what is there is held against what was answered.
 */
const kills = Number(process.argv[2] ?? 200)
const people = 8
const say = (line: string) => console.log(line)
const house = await openHouse()
let faults = 0
try {
  await house.recover()
  const workers = (await signIn(house)).map(newWorker)
  const ledgers = workers.map(({ ledger }) => ledger)
  const recoveries: number[] = []
  for (let kill = 1; kill <= kills; kill++) {
    const victim = victims[kill % victims.length] ?? 'server'
    const stopped = new AbortController()
    const working = workers.map((worker) => work(worker, stopped.signal))
    await wait(50 + Math.random() * 1500)
    await house.kill(victim)
    stopped.abort()
    await Promise.all(working)
    recoveries.push(await house.recover())
    const found = await broken(house, ledgers)
    for (const fault of found.slice(0, 10)) say(`  after kill ${kill} of the ${victim}: ${fault}`)
    faults += found.length
    if (kill % 20 === 0) say(`${kill} kills, ${faults} faults, ${JSON.stringify(total(ledgers))}`)
  }
  await sized(house)
  const database = openDatabase({ url: house.databaseUrl, preparedStatements: true })
  const { removed, left } = await orphans(house, database)
  await database.close()
  for (const name of left) say(`  left behind: ${name}`)
  faults += left.length + (await broken(house, ledgers)).length
  const slowest = Math.max(...recoveries)
  say(`${kills} kills, ${faults} faults; ${removed} files without a row were purged; back after ${slowest} ms at most`)
  say(`Answered: ${JSON.stringify(total(ledgers))}`)
} finally {
  await house.close()
}
process.exit(faults > 0 ? 1 : 0)

function total(ledgers: { done: Record<string, number> }[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const { done } of ledgers) for (const [name, count] of Object.entries(done)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

async function signIn({ url, databaseUrl }: House): Promise<TestClient[]> {
  const database = openDatabase({ url: databaseUrl, preparedStatements: true })
  const password = 'a password for the kills'
  const owner = { id: uuid(), email: 'owner@example.com', name: 'Owner', passwordHash: await hashPassword(password) }
  const organization = { id: uuid(), slug: 'kills', name: 'Kills' }
  await database.asLogin(async (tx) => {
    await insertUser(tx, owner)
    await insertOrganization(tx, organization, owner)
  })
  await database.close()
  return Promise.all(
    Array.from({ length: people }, async () => {
      const client = new TestClient(url, organization.id)
      const answer = await client.post('/api/auth/login', { email: owner.email, password })
      if (answer.status !== 200) throw new Error(`Sign-in answered ${answer.status}: ${answer.text}`)
      return client
    }),
  )
}

/** Jobs survive as well: in the end every picture has its sizes. */
async function sized({ ask }: House): Promise<void> {
  for (let left = 300; left > 0; left--) {
    const [row] = await ask<{ open: number }>('select count(*)::int as open from media where processed_at is null')
    if (row?.open === 0) return
    await wait(1000)
  }
  throw new Error('Some pictures never got their sizes')
}
