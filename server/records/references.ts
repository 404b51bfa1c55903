import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { invalid, type FieldError } from '../errors.ts'
import type { Definition } from '../resources/define.ts'
import { resources } from '../resources/index.ts'
import type { Access } from './access.ts'
import { readable, table } from './columns.ts'
import type { RecordChange } from './write.ts'

/**
 * Newly set references must lead to records that the caller may read and that are not in the trash; the foreign key alone
 * lets the trash pass. They are kept from going there until the reference is written. Throws 422 naming the fields. Asks once
 * per field, and not at all when no reference was set.
 */
export async function requireLiving(
  tx: TenantTransaction,
  definition: Definition,
  changes: RecordChange[],
  access: Access,
): Promise<void> {
  const errors: FieldError[] = []
  for (const [field, target] of Object.entries(definition.references ?? {})) {
    const ids = new Set(
      changes
        .filter(({ before, after }) => after[field] && after[field] !== before?.[field])
        .map(({ after }) => String(after[field])),
    )
    const resource = resources[target ?? '']
    if (ids.size === 0 || !resource) continue
    const living = await tx.query(sql`
      select t.id from ${table(resource)} t
      where t.organization_id = ${tx.context.organizationId}::uuid and t.id = any(${[...ids]}::uuid[]) and t.deleted_at is null${readable(resource, 't', access)}
      for key share of t`)
    if (living.length < ids.size)
      errors.push({ pointer: `/${field}`, detail: 'refers to a record that does not exist' })
  }
  if (errors.length > 0) throw invalid(errors, definition.name)
}
