import { join, sql, text, type Sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import type { Actor } from '../records/actor.ts'
import { column, table } from '../records/columns.ts'
import { inOrganization } from '../records/scope.ts'
import { writeRecords } from '../records/write.ts'
import { clients } from '../resources/clients.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf, isList, type Field } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { emptied } from './empty.ts'
import { lockedChunks } from './links.ts'

/**
 * Takes a person's words out of the texts of all records that people work with, each with its activity row. Names and
 * addresses of the organization's own people are not among them. Answers how many records held some.
 */
export async function sweepRecords(tx: TenantTransaction, actor: Actor, pattern: string): Promise<number> {
  let changed = 0
  const swept = Object.values(resources).filter(({ view, section }) => !view && section !== 'organization')
  for (const definition of swept) {
    const fields = [...fieldsOf(definition).values()].filter((field) => isSwept(definition, field))
    if (fields.length === 0) continue
    const ids = await holding(tx, definition, fields, actor, pattern)
    for await (const rows of lockedChunks(tx, definition, actor, ids)) {
      const without = await replaced(tx, definition, fields, actor, pattern, rows)
      const changes = rows.map((before) => ({
        kind: 'edit' as const,
        before,
        after: { ...before, ...without.get(String(before['id'])) },
      }))
      await writeRecords(tx, definition, changes, actor)
      changed += changes.length
    }
  }
  return changed
}

/** By what another client is known stays as it is, whatever it has in common with this one. */
const spared = new Set([
  'name',
  'email',
  'secondaryEmail',
  'phone',
  'phoneAsTyped',
  'secondaryPhone',
  'secondaryPhoneAsTyped',
  'taxId',
])

function isSwept({ name: resource }: Definition, { name, kind, system }: Field): boolean {
  if (system || (kind !== 'text' && kind !== 'texts')) return false
  return resource !== clients.name || !spared.has(name)
}

async function holding(
  tx: TenantTransaction,
  definition: Definition,
  fields: Field[],
  { access }: Actor,
  pattern: string,
) {
  const tests = fields.map(
    (field) => sql`${isList(field) ? sql`array_to_string(${column(field)}, ' ')` : column(field)} ~* ${pattern}::text`,
  )
  const rows = await tx.query<{ id: string }>(
    sql`select t.id from ${table(definition)} t where ${inOrganization(access)} and (${join(tests, ' or ')}) order by t.id`,
  )
  return rows.map(({ id }) => id)
}

/** The fields of these records as they are without the words. */
async function replaced(
  tx: TenantTransaction,
  definition: Definition,
  fields: Field[],
  { access }: Actor,
  pattern: string,
  rows: Row[],
) {
  const values = fields.map((field) => sql`${text(field.name)}, ${withoutWords(field, pattern)}`)
  const ids = rows.map((row) => String(row['id']))
  const found = await tx.query<{ id: string; fields: Row }>(
    sql`select t.id, json_build_object(${join(values)}) as fields from ${table(definition)} t where ${inOrganization(access)} and t.id = any(${ids}::uuid[])`,
  )
  return new Map(found.map((row) => [row.id, row.fields]))
}

function withoutWords(field: Field, pattern: string): Sql {
  const replace = (value: Sql) => sql`regexp_replace(${value}, ${pattern}::text, ${emptied}::text, 'gi')`
  if (!isList(field)) return replace(column(field))
  return sql`(select array_agg(${replace(sql`word`)} order by place) from unnest(${column(field)}) with ordinality w(word, place))`
}
