import { sql } from './sql.ts'
import type { LoginTransaction, TenantTransaction } from './tenant.ts'

/** Takes the advisory lock of a name until the transaction ends; false when somebody else has it. */
export async function tryLock(tx: LoginTransaction | TenantTransaction, name: string): Promise<boolean> {
  const [row] = await tx.query<{ got: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}::text, 0)) as got`,
  )
  return row?.got === true
}
