import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'

/** Days that a mail, and a link after its end, are kept: time to answer "I got no mail". */
const daysKept = 30

/** Removes old mails and mailed links; answers how many of each. */
export async function purgeMails(database: Database, now: Date): Promise<{ mails: number; links: number }> {
  const limit = new Date(now.getTime() - daysKept * 86_400_000).toISOString()
  const mails = await database.ask(sql`delete from mail where created_at < ${limit}::timestamptz returning id`)
  const links = await database.ask(sql`delete from one_time_link where expires_at < ${limit}::timestamptz returning id`)
  return { mails: mails.length, links: links.length }
}
