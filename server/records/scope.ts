import { sql, type Sql } from '../database/sql.ts'
import type { Access, Scope } from './access.ts'

/** The engine's own organization filter on table alias `t`; row-level security enforces the same once more. */
export function inOrganization(access: Access): Sql {
  return sql`t.organization_id = ${access.organizationId}::uuid`
}

/** The rows a scope may see or touch; `own` narrows to what the member created. */
export function inScope(scope: Scope): Sql {
  const organization = inOrganization(scope.access)
  return scope.reach === 'any' ? organization : sql`${organization} and t.created_by = ${scope.access.memberId}::uuid`
}
