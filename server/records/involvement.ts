import { identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf, type Field } from '../resources/fields.ts'
import { reach } from '../resources/roles.ts'
import type { Access } from './access.ts'
import { columnName } from './columnNames.ts'

/** The fields by which a record is assigned to a member. */
export function assignments(definition: Definition): Field[] {
  return [...fieldsOf(definition).values()].filter((field) => field.reference === 'members' && !field.system)
}

/** That a row of `alias` was created by the member or is assigned to the member: names them in any of its fields. */
export function isInvolved(definition: Definition, { memberId }: Access, alias: string): Sql {
  const columns = ['created_by', ...assignments(definition).map(columnName)]
  const tests = columns.map((name) => sql`${identifier(alias, name)} = ${memberId}::uuid`)
  return sql`(${join(tests, ' or ')})`
}

/** Which records of a resource the caller may read: all, those for which a condition holds, or none. */
export function involving(definition: Definition, access: Access): 'any' | ((alias: string) => Sql) {
  const granted = reach(definition, 'list', access)
  if (granted === 'any') return 'any'
  return granted === 'involved' ? (alias) => isInvolved(definition, access, alias) : () => sql`false`
}
