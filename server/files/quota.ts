import { limitProblem } from '../billing/limits.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { TenantContext, TenantTransaction } from '../database/tenant.ts'
import type { Plan } from '../resources/plans.ts'

/** Bytes that an organization stores, and may store. What is in the trash is stored too. */
export interface Storage {
  used: number
  limit: number
}

const stored = (organizationId: string | null) => sql`
  select coalesce(sum(byte_size), 0)::float8 as used, oikion_allowance('storage')::float8 as allowed, oikion_plan() as plan from media
  where organization_id = ${organizationId}::uuid and byte_size is not null`

export async function storageOf(database: Database, context: TenantContext, limit: number): Promise<Storage> {
  const [row] = await database.read<Stored>(context, stored(context.organizationId))
  return { used: row?.used ?? 0, limit: row?.allowed ?? limit }
}

interface Stored {
  used: number
  /** By the plan; null until the server has said what plans give. */
  allowed: number | null
  plan: Plan
}

/**
 * The one place where room is given out: throws 409 `limit` when so many bytes more are too many for the plan, or else for `limit`. Whoever asks in the same
 * organization waits until this transaction has ended, so that no two are given the same room.
 */
export async function requireRoom(tx: TenantTransaction, bytes: number, limit: number): Promise<void> {
  const { organizationId } = tx.context
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`oikion storage of ${organizationId}`}::text, 0))`)
  const [row] = await tx.query<Stored>(stored(organizationId))
  const { used = 0, allowed = null, plan = 'FREE' } = row ?? {}
  const most = allowed ?? limit
  if (used + bytes > most) throw limitProblem({ kind: 'storage', plan, limit: most, used })
}
