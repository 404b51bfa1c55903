import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'

/**
 * Gives each property without a reference the next of its organization's series: A-1001, A-1002, …
 * The counter's row stays locked until the transaction ends, so numbers are unique and none is lost to a rollback.
 * A number somebody typed by hand before is passed over.
 */
export async function nextReferences(tx: TenantTransaction, rows: Row[]): Promise<void> {
  let waiting = rows.filter((row) => !row['reference'])
  while (waiting.length > 0) {
    const last = await advance(tx, waiting.length)
    const first = last - waiting.length + 1
    const proposed = waiting.map((_, index) => `A-${first + index}`)
    const taken = await existing(tx, proposed)
    waiting.forEach((row, index) => {
      if (!taken.has(proposed[index] ?? '')) row['reference'] = proposed[index]
    })
    waiting = waiting.filter((row) => !row['reference'])
  }
}

async function advance(tx: TenantTransaction, count: number): Promise<number> {
  const [row] = await tx.query<{ value: number }>(sql`
    insert into counter as c (organization_id, id, value)
    values (${tx.context.organizationId}::uuid, 'property-reference', 1000 + ${count}::int)
    on conflict (organization_id, id) do update set value = c.value + ${count}::int
    returning value::int`)
  if (!row) throw new Error('The reference counter answered nothing')
  return row.value
}

async function existing(tx: TenantTransaction, references: string[]): Promise<Set<string>> {
  const rows = await tx.query<{ reference: string }>(sql`
    select reference from property
    where organization_id = ${tx.context.organizationId}::uuid and deleted_at is null and reference = any(${references}::text[])`)
  return new Set(rows.map((row) => row.reference))
}
