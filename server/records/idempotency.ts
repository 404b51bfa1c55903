import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import type { Actor } from './actor.ts'
import type { WrittenRecord } from './write.ts'

/** A client's promise that POSTs with this key are one and the same. */
export interface Idempotency {
  key: string
  /** Digest of what was sent; the same key with another body is a mistake. */
  requestHash: string
}

/**
 * Runs `create` once per key and member within 24 hours; a repetition gets the first answer. The key is written in
 * the creation's transaction, and two at the same moment wait for each other at its primary key.
 */
export async function once(
  tx: TenantTransaction,
  idempotency: Idempotency | undefined,
  { access, now }: Actor,
  create: () => Promise<WrittenRecord>,
): Promise<WrittenRecord> {
  if (!idempotency) return create()
  const id = `${access.memberId}:${idempotency.key}`
  const yesterday = new Date(now.getTime() - 24 * 3600 * 1000).toISOString()
  await tx.query(
    sql`delete from idempotency_key where organization_id = ${access.organizationId}::uuid and created_at < ${yesterday}::timestamptz`,
  )
  const claimed = await tx.query(sql`
    insert into idempotency_key (organization_id, id, request_hash, status, body, created_at)
    values (${access.organizationId}::uuid, ${id}, ${idempotency.requestHash}, 0, 'null', ${now.toISOString()}::timestamptz)
    on conflict do nothing returning id`)
  if (claimed.length === 0) return earlierAnswer(tx, id, idempotency)
  const written = await create()
  await tx.query(sql`
    update idempotency_key set status = 201, body = ${JSON.stringify(written)}::jsonb
    where organization_id = ${access.organizationId}::uuid and id = ${id}`)
  return written
}

async function earlierAnswer(tx: TenantTransaction, id: string, { key, requestHash }: Idempotency) {
  const [stored] = await tx.query<{ request_hash: string; body: WrittenRecord }>(sql`
    select request_hash, body from idempotency_key where organization_id = ${tx.context.organizationId}::uuid and id = ${id}`)
  if (stored?.request_hash !== requestHash) {
    throw new Problem('conflict', say('Idempotency-Key {key} was used for another request', { key }))
  }
  return stored.body
}
