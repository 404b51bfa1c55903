import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'

/** Days that the log of deliveries is kept. */
const daysKept = 30

/** Removes old deliveries with their attempts, of all organizations; answers how many. */
export async function purgeDeliveries(database: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - daysKept * 86_400_000).toISOString()
  const [row] = await database.ask<{ gone: number }>(
    sql`select oikion_purge_webhook_deliveries(${before}::timestamptz)::int as gone`,
  )
  return row?.gone ?? 0
}
