import { v7 as uuid } from 'uuid'
import { identifier, join, keyword, sql, type Sql, type SqlType } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import type { ActivityKind } from '../resources/activityKinds.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf, isList, type Field } from '../resources/fields.ts'
import { phoneDigits, searchable } from '../resources/fold.ts'
import { withinLimit } from '../billing/limits.ts'
import { activityOf, insertActivity } from './activity.ts'
import type { Actor } from './actor.ts'
import { columnName } from './columnNames.ts'
import { recordColumns, sqlType, table } from './columns.ts'
import { hooksOf } from '../hooks/index.ts'
import { translated } from './faults.ts'
import { inOrganization } from './scope.ts'

/** A record as it was (null when new) and as it shall be, values as JSON shows them. */
export interface RecordChange {
  kind: ActivityKind
  before: Row | null
  after: Row
}

export interface WrittenRecord {
  id: string
  version: number
  /** The record as the caller sees it, as JSON text. */
  body: string
}

/**
 * The one way records are written, for one record or a thousand: all rows and their activity rows in one statement.
 * New rows must have passed `newRecord`; edited ones must be locked by this transaction.
 */
export async function writeRecords(
  tx: TenantTransaction,
  definition: Definition,
  changes: RecordChange[],
  actor: Actor,
): Promise<WrittenRecord[]> {
  await hooksOf(definition.name).beforeStore?.(tx, changes, actor)
  const inserting = changes[0]?.before === null
  const statement = inserting ? insertInto(definition, actor) : updateOf(definition, actor)
  const logged = changes.map(({ kind, before, after }) => activityOf(definition, kind, before, after, actor))
  const store = () =>
    tx.query<WrittenRecord>(sql`
      with input as (select * from jsonb_to_recordset(${input(definition, changes)}::jsonb) as r(${inputColumns(definition)})),
        written as (${statement} returning t.*),
        logged as (${insertActivity(actor.access.organizationId, logged)})
      select r.id, r.version, row_to_json(r)::text as body
      from (select ${recordColumns(definition, actor.access)} from written t) r`)
  const written = await translated(definition, () => withinLimit(() => growthOf(changes), store))
  await hooksOf(definition.name).afterWrite?.(tx, changes, actor)
  return written
}

/** How many living records there are more. */
const growthOf = (changes: RecordChange[]) =>
  changes.filter(({ before, after }) => (!before || before['deletedAt']) && !after['deletedAt']).length

/** A new record around its fields: id, creator and first version. */
export function newRecord(fields: Row, { access, now }: Actor): Row {
  const at = now.toISOString()
  return {
    ...fields,
    id: uuid(),
    createdAt: at,
    updatedAt: at,
    createdBy: access.memberId,
    version: 1,
    deletedAt: null,
  }
}

function insertInto(definition: Definition, { access, now }: Actor): Sql {
  const names = storedColumns(definition).map(({ name }) => identifier(name))
  return sql`insert into ${table(definition)} as t (organization_id, version, created_at, updated_at, created_by, ${join(names)})
    select ${access.organizationId}::uuid, 1, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz, ${access.memberId}::uuid, ${join(names)} from input`
}

function updateOf(definition: Definition, { access, now }: Actor): Sql {
  const sets = storedColumns(definition)
    .filter(({ name }) => name !== 'id')
    .map(({ name }) => sql`${identifier(name)} = r.${identifier(name)}`)
  return sql`update ${table(definition)} t set version = t.version + 1, updated_at = ${now.toISOString()}::timestamptz, ${join(sets)}
    from input r where ${inOrganization(access)} and t.id = r.id`
}

/** What a write sets from its input: the resource's own fields and the engine's bookkeeping. */
function storedColumns(definition: Definition): { name: string; type: SqlType; of?: Field }[] {
  const own = [...fieldsOf(definition).values()].filter((field) => !field.system)
  return [
    { name: 'id', type: 'uuid' },
    { name: 'deleted_at', type: 'timestamptz' },
    { name: 'search_text', type: 'text' },
    ...own.map((field) => ({ name: columnName(field), type: sqlType(field), of: field })),
  ]
}

function inputColumns(definition: Definition): Sql {
  return join(storedColumns(definition).map(({ name, type }) => sql`${identifier(name)} ${keyword(type)}`))
}

function input(definition: Definition, changes: RecordChange[]): string {
  const columns = storedColumns(definition)
  return JSON.stringify(
    changes.map(({ after }) =>
      Object.fromEntries(columns.map((column) => [column.name, stored(column, definition, after)])),
    ),
  )
}

function stored({ name, of }: { name: string; of?: Field }, definition: Definition, row: Row): unknown {
  if (name === 'id') return row['id']
  if (name === 'deleted_at') return row['deletedAt'] ?? null
  if (name === 'search_text') return searchText(definition, row)
  const value = of ? (row[of.name] ?? null) : null
  if (of && isList(of)) return value ?? []
  return of?.kind === 'money' && typeof value === 'number' ? Math.round(value * 100) : value
}

function searchText(definition: Definition, row: Row): string {
  const widgets = definition.widgets ?? {}
  const words = definition.search.map((name) => {
    const value = String(row[name] ?? '')
    return widgets[name] === 'phone' ? `${value} ${phoneDigits(value)}` : value
  })
  return searchable(words.join(' '))
}
