import type { Database } from '../database/index.ts'
import { identifier, join, sql, text, type Sql } from '../database/sql.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { reach } from '../resources/roles.ts'
import { authorize, hasScope, type Access, type Scope } from './access.ts'
import { columnName } from './columnNames.ts'
import { table } from './columns.ts'
import { inScope } from './scope.ts'

/** So many living records of a resource point to a record by a field. */
export interface Dependents {
  resource: string
  field: string
  count: number
}

/** A field of a resource that leads to records of another. */
export interface Pointer {
  definition: Definition
  field: string
}

/** Every field of every resource that can lead to this one's records. */
export function pointersTo({ name }: Pick<Definition, 'name'>): Pointer[] {
  return Object.values(resources)
    .filter(({ view }) => !view)
    .flatMap((definition) =>
      Object.entries(definition.references ?? {})
        .filter(([, target]) => target === name)
        .map(([field]) => ({ definition, field })),
    )
}

/** What hangs on a record, as far as the caller may read it: asked before it is deleted. In one round trip. */
export async function recordDependents(database: Database, { definition, access }: Scope, id: string) {
  const pointers = pointersTo(definition).filter(
    (pointer) => reach(pointer.definition, 'list', access) !== 'none' && hasScope(access, pointer.definition, 'list'),
  )
  if (pointers.length === 0) return []
  const counts = pointers.map((pointer) => countOf(pointer, access, id))
  const rows = await database.read<Dependents>(access, join(counts, ' union all '))
  return rows.filter(({ count }) => count > 0)
}

function countOf({ definition, field }: Pointer, access: Access, id: string): Sql {
  const at = identifier('t', columnName(fieldOf(definition, field)))
  return sql`select ${text(definition.name)} as resource, ${text(field)} as field, (
    select count(*) from ${table(definition)} t
    where ${inScope(authorize(access, definition, 'list'))} and t.deleted_at is null and ${at} = ${id}::uuid)::int as count`
}
