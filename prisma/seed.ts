import pg from 'pg'
import { clients } from '../server/resources/clients.ts'
import { interactions } from '../server/resources/interactions.ts'
import { notes } from '../server/resources/notes.ts'
import { properties } from '../server/resources/properties.ts'
import { tasks } from '../server/resources/tasks.ts'
import { clientPlans } from './demo/clients.ts'
import { Clock } from './demo/clock.ts'
import { step, writePlans } from './demo/load.ts'
import { insertPeople, tenantsOf } from './demo/people.ts'
import { Staff } from './demo/plan.ts'
import { propertyPlans } from './demo/properties.ts'
import { Random } from './demo/random.ts'
import { workPlans } from './demo/work.ts'

/**
 * Fills a database without users with two agencies to look at; answers whether it did. All of it is one
 * transaction, so a process that is killed leaves nothing behind. What is written depends on `now` alone, but for
 * the passwords' salts and the ids of activity rows.
 */
export async function seedDemo(
  databaseUrl: string,
  log: (line: string) => void = () => undefined,
  now = new Date(),
): Promise<boolean> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  // A connection that breaks makes its query fail; without a listener it would end the process as well.
  pool.on('error', () => undefined)
  const client = await pool.connect()
  client.on('error', () => undefined)
  try {
    await client.query('begin')
    const done = await seed(client, log, new Clock(now))
    await client.query('commit')
    return done
  } finally {
    // Closing the connection is the rollback when something failed before the commit.
    client.release(true)
    await pool.end()
  }
}

async function seed(client: pg.PoolClient, log: (line: string) => void, clock: Clock): Promise<boolean> {
  // Servers that start together load it once.
  await client.query(`select pg_advisory_xact_lock(hashtextextended('oikion demo', 0))`)
  const { rows } = await client.query<{ used: boolean }>('select exists (select from "user") as used')
  if (rows[0]?.used) return false
  log('Loading demo data …')
  const { users, tenants } = tenantsOf(clock)
  await insertPeople(client, users, tenants)
  for (const { demo, members } of tenants) {
    const [founder] = members
    if (!demo || !founder) continue
    const staff = new Staff(members)
    const people = clientPlans(new Random(`${demo.slug} clients`), demo, staff, clock)
    const owners = people.filter(({ isOwner }) => isOwner)
    const stock = propertyPlans(new Random(`${demo.slug} properties`), { organization: demo, staff, clock, owners })
    await step(client, founder.access)
    await writePlans(client, clients, people)
    await writePlans(client, properties, stock)
    const work = workPlans(new Random(`${demo.slug} work`), { staff, clock, clients: people, properties: stock })
    await writePlans(client, notes, work.notes)
    await writePlans(client, interactions, work.interactions)
    await writePlans(client, tasks, work.tasks)
  }
  return true
}
