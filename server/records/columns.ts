import type { Definition } from '../resources/define.ts'
import { fieldsOf, fieldOf, type Field } from '../resources/fields.ts'
import { reach } from '../resources/roles.ts'
import { resources } from '../resources/index.ts'
import { flattened, identifier, join, keyword, sql, text, type Sql, type SqlType } from '../database/sql.ts'
import type { Access } from './access.ts'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The table of a resource: its model's name in snake_case. */
export const tableName = (definition: Definition) => snake(definition.model).slice(1)
export const table = (definition: Definition) => identifier('public', tableName(definition))

/** The column of a field: its name in snake_case; money is kept in cents and says so. */
export const columnName = (field: Field) => snake(field.name) + (field.kind === 'money' ? '_cents' : '')
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
  const fixed = composed.get(definition) ?? flattened(fieldColumns(definition))
  composed.set(definition, fixed)
  const edit = may(definition, access, 'edit')
  const remove = may(definition, access, 'delete')
  return sql`${fixed}, json_build_object('edit', ${edit}, 'delete', ${remove}) as "_can"`
}

function fieldColumns(definition: Definition): Sql {
  const fields = [...fieldsOf(definition).values()]
  const own = fields.map((field) => sql`${shown(field)} as ${identifier(field.name)}`)
  const titles = fields.filter((field) => field.reference).map((field) => sql`${text(field.name)}, ${titleOf(field)}`)
  return join([...own, sql`json_strip_nulls(json_build_object(${join(titles)})) as "_titles"`])
}

function may(definition: Definition, access: Access, action: 'edit' | 'delete'): Sql {
  const granted = reach(definition.access, action, access.role)
  if (granted === 'own') return sql`coalesce(t.created_by = ${access.memberId}::uuid, false)`
  return granted === 'any' ? sql`true` : sql`false`
}

/** The title of the record a reference of row `t` points to, inside the same organization. */
export function titleOf(field: Field): Sql {
  const target = resources[field.reference ?? '']
  if (!target) throw new Error(`Field ${field.name} refers to an unknown resource ${field.reference}`)
  const title = identifier('r', columnName(fieldOf(target, target.title)))
  return sql`(select ${title} from ${table(target)} r where r.organization_id = t.organization_id and r.id = ${column(field)})`
}

/** A value bound as its field's type; money from euros to cents. */
export function bound(field: Field, value: unknown): Sql {
  const stored = field.kind === 'money' && typeof value === 'number' ? Math.round(value * 100) : value
  return sql`${stored}::${keyword(sqlType(field))}`
}
