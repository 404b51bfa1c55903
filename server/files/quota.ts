import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { TenantContext, TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'

/** Bytes that an organization stores, and may store. What is in the trash is stored too. */
export interface Storage {
  used: number
  limit: number
}

const stored = (organizationId: string | null) => sql`
  select coalesce(sum(byte_size), 0)::float8 as used from media
  where organization_id = ${organizationId}::uuid and byte_size is not null`

export async function storageOf(database: Database, context: TenantContext, limit: number): Promise<Storage> {
  const [row] = await database.read<{ used: number }>(context, stored(context.organizationId))
  return { used: row?.used ?? 0, limit }
}

/**
 * The one place where room is given out: throws 409 `limit` when so many bytes more are too many. Whoever asks in the same
 * organization waits until this transaction has ended, so that no two are given the same room.
 */
export async function requireRoom(tx: TenantTransaction, bytes: number, limit: number): Promise<void> {
  const { organizationId } = tx.context
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`oikion storage of ${organizationId}`}::text, 0))`)
  const [row] = await tx.query<{ used: number }>(stored(organizationId))
  const used = row?.used ?? 0
  if (used + bytes <= limit) return
  const text = 'The organization may store {limit} MB, of which {used} MB are used; files in the trash count too'
  throw new Problem('limit', say(text, { limit: megabytes(limit), used: megabytes(used) }), { used, limit })
}

const megabytes = (bytes: number) => Math.round(bytes / 100_000) / 10
