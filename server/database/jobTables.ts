import PgBoss from 'pg-boss'
import pg from 'pg'

/** Where pg-boss keeps its tables. */
export const jobSchema = 'pgboss'
export const jobQueues = ['imports', 'mails', 'media', 'client-exports', 'billing'] as const

/** Makes the tables of the jobs, as the login that owns the database; to be called where migrations are applied. */
export async function prepareJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: jobSchema, schedule: false, supervise: false, max: 1 })
  boss.on('error', () => undefined)
  await boss.start()
  try {
    // The long expiry is a last resort: jobs whose worker died are found by their lock.
    const options = { retryLimit: 20, retryDelay: 1, expireInSeconds: 23 * 3600 }
    for (const queue of jobQueues) await boss.createQueue(queue, { name: queue, ...options })
  } finally {
    await boss.stop({ graceful: false })
  }
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`grant usage on schema ${jobSchema} to oikion_login;
      grant select, insert, update, delete on all tables in schema ${jobSchema} to oikion_login`)
  } finally {
    await client.end()
  }
}
