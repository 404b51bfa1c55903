import { empty, identifier, join, sql, text, type Sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import { shown, titleOf } from '../records/columns.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'

/**
 * Rows as a JSON array of a few fields each, with the titles of the records they refer to as far as the caller may
 * read those.
 * @param rows a query of whole rows
 * @param order of its rows, on alias `t`
 */
export function briefsOf(definition: Definition, names: string[], access: Access, rows: Sql, order: Sql): Sql {
  const fields = names.map((name) => fieldOf(definition, name))
  const columns = fields.map((field) => sql`${shown(field)} as ${identifier(field.name)}`)
  const titles = fields
    .filter(({ reference }) => reference)
    .map((field) => sql`${text(field.name)}, ${titleOf(field, access)}`)
  return sql`(select coalesce(json_agg(row_to_json(r)), '[]') from (
    select t.id, ${join(columns)}, json_strip_nulls(json_build_object(${titles.length > 0 ? join(titles) : empty})) as "_titles"
    from (${rows}) t order by ${order}) r)`
}
