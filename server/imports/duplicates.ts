import { identifier, sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import type { Message } from '../messages/message.ts'
import { columnName, tableName } from '../records/columnNames.ts'
import { table } from '../records/columns.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf, type Field } from '../resources/fields.ts'

/** The fields whose values PostgreSQL keeps unique within an organization. */
export async function uniqueFields(tx: TenantTransaction, definition: Definition): Promise<Field[]> {
  const rows = await tx.query<{ name: string }>(sql`
    select second.attname::text as name
    from pg_index i
      join pg_attribute first on first.attrelid = i.indrelid and first.attnum = i.indkey[0]
      join pg_attribute second on second.attrelid = i.indrelid and second.attnum = i.indkey[1]
    where i.indrelid = to_regclass(${`public.${tableName(definition)}`}::text) and i.indisunique and not i.indisprimary
      and i.indnkeyatts = 2 and first.attname = 'organization_id'`)
  const names = new Set(rows.map(({ name }) => name))
  return [...fieldsOf(definition).values()].filter((field) => !field.system && names.has(columnName(field)))
}

/** One value of one field, as a key. */
export const uniqueKey = (name: string, value: unknown) => `${name}\n${String(value)}`

/** Finds values that must not repeat, in the file and among the records that are there. */
export class Duplicates {
  private readonly definition: Definition
  readonly fields: Field[]
  private readonly rows = new Map<string, number>()

  constructor(definition: Definition, fields: Field[]) {
    this.definition = definition
    this.fields = fields
  }

  /** Of the records of a chunk, the values that records of the organization already hold, by field. */
  async taken(tx: TenantTransaction, records: Row[]): Promise<Map<string, Set<string>>> {
    const taken = new Map<string, Set<string>>()
    for (const field of this.fields) {
      const values = records
        .map((record) => record[field.name])
        .filter((value) => value !== undefined && value !== null)
      if (values.length === 0) continue
      const at = identifier('t', columnName(field))
      const rows = await tx.query<{ value: string }>(sql`select ${at}::text as value from ${table(this.definition)} t
        where t.organization_id = ${tx.context.organizationId}::uuid and t.deleted_at is null and ${at}::text = any(${values.map(String)}::text[])`)
      taken.set(field.name, new Set(rows.map(({ value }) => value)))
    }
    return taken
  }

  /** What is wrong with this row's values; when nothing is, later rows must differ from them. */
  check(row: number, record: Row, taken: Map<string, Set<string>>): { field: string; detail: Message }[] {
    const faults: { field: string; detail: Message }[] = []
    const mine: string[] = []
    for (const { name } of this.fields) {
      const value = record[name]
      if (value === undefined || value === null) continue
      const key = uniqueKey(name, value)
      const earlier = this.rows.get(key)
      if (earlier !== undefined && earlier !== row)
        faults.push({ field: name, detail: 'is the same as in an earlier row' })
      else if (taken.get(name)?.has(String(value)))
        faults.push({ field: name, detail: 'is already used by another record' })
      mine.push(key)
    }
    if (faults.length === 0) for (const key of mine) this.rows.set(key, row)
    return faults
  }
}
