import { sql, type Sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import type { Access } from '../records/access.ts'
import { stillMerged } from './merges.ts'

/** A `with` term: `family(id)` is the client and all that were merged into it, and into those, and still are (`stillMerged`). */
export function familyOf({ organizationId }: Pick<Access, 'organizationId'>, clientId: string): Sql {
  return sql`family(id) as (
      select ${clientId}::uuid
      union
      select g.merged_id from client_merge g join family f on g.kept_id = f.id
      where g.organization_id = ${organizationId}::uuid and ${stillMerged})`
}

/** The same as ids. */
export async function familyIds(tx: TenantTransaction, access: Access, clientId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    sql`with recursive ${familyOf(access, clientId)} select id from family order by id`,
  )
  return rows.map(({ id }) => id)
}
