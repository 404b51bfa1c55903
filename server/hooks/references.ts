import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'

/**
 * Gives each property without a reference the next of its organization's series: A-1001, A-1002, …
 * The counter's row stays locked until the transaction ends, so numbers are unique, and what rolls back with it leaves no gap.
 * A number somebody typed by hand before is passed over.
 */
export async function nextReferences(tx: TenantTransaction, rows: Row[]): Promise<void> {
  let waiting = rows.filter((row) => !row['reference'])
  while (waiting.length > 0) {
    const { last, taken } = await advance(tx, waiting.length)
    const first = last - waiting.length + 1
    for (const [index, row] of waiting.entries()) {
      const reference = `A-${first + index}`
      if (!taken.includes(reference)) row['reference'] = reference
    }
    waiting = waiting.filter((row) => !row['reference'])
  }
}

async function advance(tx: TenantTransaction, count: number): Promise<{ last: number; taken: string[] }> {
  const organization = sql`${tx.context.organizationId}::uuid`
  const [row] = await tx.query<{ last: number; taken: string[] }>(sql`
    with advanced as (
      insert into counter as c (organization_id, id, value)
      values (${organization}, 'property-reference', 1000 + ${count}::int)
      on conflict (organization_id, id) do update set value = c.value + ${count}::int
      returning value::int as last)
    select last, array(
      select p.reference from property p where p.organization_id = ${organization} and p.deleted_at is null
        and p.reference = any(select 'A-' || n from generate_series(last - ${count}::int + 1, last) n)) as taken
    from advanced`)
  if (!row) throw new Error('The reference counter answered nothing')
  return row
}
