import type { Definition } from '../resources/define.ts'
import { fieldsOf, fieldOf, type Field } from '../resources/fields.ts'
import { reach } from '../resources/roles.ts'
import { resources } from '../resources/index.ts'
import { empty, flattened, identifier, join, keyword, sql, text, type Sql, type SqlType } from '../database/sql.ts'
import type { Access } from './access.ts'
import { columnName, tableName } from './columnNames.ts'
import { involving } from './involvement.ts'

export const table = (definition: Definition) => identifier('public', tableName(definition))
export const column = (field: Field) => identifier('t', columnName(field))

const types: Record<Field['kind'], SqlType> = {
  text: 'text',
  choice: 'text',
  integer: 'integer',
  number: 'double precision',
  money: 'bigint',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  reference: 'uuid',
  texts: 'text[]',
  choices: 'text[]',
}

/** The SQL type a value of this field is bound as. */
export const sqlType = (field: Field): SqlType => (field.name === 'id' ? 'uuid' : types[field.kind])

/** The field as JSON shows it: money in euros, instants in UTC with milliseconds. */
export function shown(field: Field): Sql {
  if (field.kind === 'money') return sql`trim_scale(${column(field)}::numeric / 100)`
  if (field.kind === 'datetime') return shownInstant(column(field))
  return column(field)
}

const composed = new WeakMap<Definition, Sql>()

/** An instant as JSON shows it. */
export const shownInstant = (at: Sql) => sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Everything a caller sees of the rows of alias `t`: fields, `_titles` of references and what `_can` be done. */
export function recordColumns(definition: Definition, access: Access): Sql {
  const edit = may(definition, access, 'edit')
  const remove = may(definition, access, 'delete')
  const columns = seesAllTitles(definition, access) ? fixedColumns(definition) : fieldColumns(definition, access)
  return sql`${columns}, json_build_object('edit', ${edit}, 'delete', ${remove}) as "_can"`
}

/** The columns of those who may read every record that is referred to: the same text each time, composed once. */
function fixedColumns(definition: Definition): Sql {
  const known = composed.get(definition)
  if (known) return known
  const columns = flattened(fieldColumns(definition))
  composed.set(definition, columns)
  return columns
}

const seesAllTitles = (definition: Definition, access: Access) =>
  [...fieldsOf(definition).values()].every((field) => !field.reference || involving(targetOf(field), access) === 'any')

function fieldColumns(definition: Definition, access?: Access): Sql {
  const fields = [...fieldsOf(definition).values()]
  const own = fields.map((field) => sql`${shown(field)} as ${identifier(field.name)}`)
  const titles = fields
    .filter((field) => field.reference)
    .map((field) => sql`${text(field.name)}, ${titleOf(field, access)}`)
  return join([...own, sql`json_strip_nulls(json_build_object(${join(titles)})) as "_titles"`])
}

function may(definition: Definition, access: Access, action: 'edit' | 'delete'): Sql {
  if (access.isReadOnly) return sql`false`
  const granted = reach(definition, action, access)
  if (granted === 'own') return sql`coalesce(t.created_by = ${access.memberId}::uuid, false)`
  return granted === 'any' ? sql`true` : sql`false`
}

/**
 * The title of the record a reference of row `t` points to, inside the same organization. With `access`, only when
 * the caller may read that record.
 */
export function titleOf(field: Field, access?: Access): Sql {
  const target = targetOf(field)
  const title = identifier('r', columnName(fieldOf(target, target.title)))
  const visible = access ? readable(target, 'r', access) : empty
  return sql`(select ${title} from ${table(target)} r where r.organization_id = t.organization_id and r.id = ${column(field)}${visible})`
}

/** ` and …`: what narrows the rows of `alias` to those the caller may read. */
export function readable(target: Definition, alias: string, access: Access): Sql {
  const involved = involving(target, access)
  return involved === 'any' ? empty : sql` and ${involved(alias)}`
}

/** The resource a reference leads to. */
export function targetOf(field: Field): Definition {
  const target = resources[field.reference ?? '']
  if (!target) throw new Error(`Field ${field.name} refers to an unknown resource ${field.reference}`)
  return target
}

/** A value bound as its field's type; money from euros to cents. */
export function bound(field: Field, value: unknown): Sql {
  const stored = field.kind === 'money' && typeof value === 'number' ? Math.round(value * 100) : value
  return sql`${stored}::${keyword(sqlType(field))}`
}
