import { empty, identifier, join, sql, text, type Sql } from '../database/sql.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf, fieldsOf, type Field } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { reach, type Standing } from '../resources/roles.ts'
import { columnName, tableName } from './columnNames.ts'

/** The fields by which a record is assigned to a member. */
export function assignments(definition: Definition): Field[] {
  return [...fieldsOf(definition).values()].filter((field) => field.reference === 'members' && !field.system)
}

/** Who reads: a member, or with `memberId` as SQL each of several of one standing. */
export interface Reader extends Standing {
  memberId: string | Sql
}

/** That a row of `alias` was created by the member or is assigned to the member: names them in any of its fields. */
export function isInvolved(definition: Definition, { memberId }: Reader, alias: string): Sql {
  const columns = ['created_by', ...assignments(definition).map(columnName)]
  const tests = columns.map((name) => sql`${identifier(alias, name)} = ${memberId}::uuid`)
  return sql`(${join(tests, ' or ')})`
}

/**
 * As PostgreSQL plans it, which may be to collect all that the caller may read first; or each by its key, which is quicker
 * where only some are looked at.
 */
type LookUp = 'planned' | 'each'
/** PostgreSQL does not turn a subquery with an offset into another. */
const each = sql`offset 0`

/** That a row may be read, as a condition on its alias. */
export type Readable = (alias: string) => Sql

/**
 * Which records of a resource the caller may read: all, those for which a condition holds, or none. Records that stand
 * on the pages of others, or tell of others, are read by whoever may read those.
 * @param lookUp how those others are found, see `LookUp`
 */
export function involving(definition: Definition, access: Reader, lookUp: LookUp = 'planned'): 'any' | Readable {
  const granted = reach(definition, 'list', access)
  if (granted === 'none') return () => sql`false`
  const conditions: Readable[] = []
  if (granted !== 'any') conditions.push((alias) => isInvolved(definition, access, alias))
  if (definition.section === 'related') conditions.push(...byReferences(definition, access, lookUp))
  const { about } = definition
  if (about) conditions.push((alias) => isAboutReadable(definition, about, access, alias, lookUp))
  if (conditions.length === 0) return 'any'
  return (alias) =>
    join(
      conditions.map((condition) => condition(alias)),
      ' and ',
    )
}

/** For each reference to records that not everybody reads: none, or one that the caller may read. */
function byReferences(definition: Definition, access: Reader, lookUp: LookUp): Readable[] {
  return [...fieldsOf(definition).values()].flatMap((field) => {
    const target = field.system || field.reference === 'members' ? undefined : resources[field.reference ?? '']
    const readable = target ? involving(target, access, lookUp) : 'any'
    if (!target || readable === 'any') return []
    return (alias: string) => {
      const at = identifier(alias, columnName(field))
      return sql`(${at} is null or ${exists(target, alias, at, readable, lookUp)})`
    }
  })
}

/** About a record the caller may read, in the trash or not. */
function isAboutReadable(
  definition: Definition,
  about: { resource: string; record: string },
  access: Reader,
  alias: string,
  lookUp: LookUp,
) {
  const named = identifier(alias, columnName(fieldOf(definition, about.resource)))
  const record = identifier(alias, columnName(fieldOf(definition, about.record)))
  const open: Sql[] = []
  const narrowed: Sql[] = []
  for (const target of Object.values(resources).filter(isTold)) {
    const readable = involving(target, access, lookUp)
    const name = text(target.name)
    if (readable === 'any') open.push(name)
    else narrowed.push(sql`(${named} = ${name} and ${exists(target, alias, record, readable, lookUp)})`)
  }
  const tests = [...(open.length > 0 ? [sql`${named} in (${join(open)})`] : []), ...narrowed]
  return sql`(${join(tests, ' or ')})`
}

const exists = (target: Definition, alias: string, id: Sql, readable: Readable, lookUp: LookUp) => sql`exists (
  select from ${identifier('public', tableName(target))} ${identifier(`${alias}_of`)}
  where ${identifier(`${alias}_of`, 'organization_id')} = ${identifier(alias, 'organization_id')}
    and ${identifier(`${alias}_of`, 'id')} = ${id} and ${readable(`${alias}_of`)} ${lookUp === 'each' ? each : empty})`

/** Records that people work with; what befalls the organization itself stands in the audit. */
const isTold = ({ view, section }: Definition) => !view && section !== 'organization'
