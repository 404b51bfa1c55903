import { sql, type Sql } from '../database/sql.ts'
import type { Access, Scope } from './access.ts'
import { involving } from './involvement.ts'

/** The engine's own organization filter on table alias `t`; row-level security enforces the same once more. */
export function inOrganization(access: Access): Sql {
  return sql`t.organization_id = ${access.organizationId}::uuid`
}

/** The rows a scope may see or touch: all, those the member may read, or those the member created. */
export function inScope({ access, definition, reach }: Scope): Sql {
  const organization = inOrganization(access)
  if (reach === 'any') return organization
  if (reach === 'own') return sql`${organization} and t.created_by = ${access.memberId}::uuid`
  const readable = involving(definition, access)
  return readable === 'any' ? organization : sql`${organization} and ${readable('t')}`
}
