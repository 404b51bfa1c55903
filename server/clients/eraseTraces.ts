import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import type { Files } from '../files/files.ts'
import { exportFileOf } from './exports.ts'
import { eraseImports } from './eraseImports.ts'

/** Whom and what an erasure is about. */
export interface Traces {
  /** The clients that are erased. */
  clientIds: string[]
  /** The records about them that were emptied, and what these were called. */
  linkedIds: string[]
  titles: string[]
  /** Other clients that those records told of as well. */
  others: string[]
  /** By which words they are known again; none when there are no such words. */
  pattern: string | null
}

/** Removes what is kept beside the records: undo data of merges, exports, answers to repeated requests, notices, imports. */
export async function eraseTraces(tx: TenantTransaction, files: Files, traces: Traces): Promise<void> {
  const { clientIds, linkedIds, titles, others } = traces
  const organization = sql`${tx.context.organizationId}::uuid`
  const ids = [...clientIds, ...linkedIds]
  await tx.query(sql`delete from client_merge
    where organization_id = ${organization} and (kept_id = any(${clientIds}::uuid[]) or merged_id = any(${clientIds}::uuid[]))`)
  await tx.query(sql`delete from idempotency_key where organization_id = ${organization}
    and exists (select from unnest(${ids}::text[]) id where position(id in body::text) > 0)`)
  await tx.query(sql`delete from notice n
    where organization_id = ${organization} and (record_id = any(${ids}::uuid[]) or exists (
      select from unnest(${titles}::text[]) title where n.data -> 'tasks' @> jsonb_build_array(jsonb_build_object('title', title))))`)
  // What was exported of those they are related to tells of them too.
  const exports = await tx.query<{ id: string }>(sql`delete from client_export
    where organization_id = ${organization} and client_id = any(${[...clientIds, ...others]}::uuid[]) returning id`)
  for (const { id } of exports) await files.remove(tx.context.organizationId ?? '', exportFileOf(id))
  await eraseImports(tx, files, traces)
}
