import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'

/** Days that a notice is kept once it was read. */
const daysKept = 90

/** Removes the notices of all organizations that were read long ago; answers how many. */
export async function purgeNotices(database: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - daysKept * 86_400_000).toISOString()
  const [row] = await database.ask<{ gone: number }>(
    sql`select oikion_purge_notices(${before}::timestamptz)::int as gone`,
  )
  return row?.gone ?? 0
}
