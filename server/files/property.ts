import { sql, type Sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import { readable } from '../records/columns.ts'
import { inOrganization } from '../records/scope.ts'
import { properties } from '../resources/properties.ts'

/** The statement that finds a property that is not in the trash, for whoever may read it. */
export function selectProperty(access: Access, id: string): Sql {
  return sql`select t.id, t.reference from property t
    where ${inOrganization(access)} and t.id = ${id}::uuid and t.deleted_at is null${readable(properties, 't', access)}`
}
