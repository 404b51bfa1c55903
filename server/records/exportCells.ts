import { empty, identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf, isList, type Field } from '../resources/fields.ts'
import { choiceLabel, type Locale } from '../resources/labels/index.ts'
import { columnName } from './columnNames.ts'
import { column, readable, shown, table, targetOf } from './columns.ts'
import type { Access } from './access.ts'
import { guard, guardSql } from './guard.ts'

/** What stands in the cells: words for people, or keys and ISO values for reading back in. */
export type ExportValues = 'labels' | 'keys'

/** Where agencies are: local times in files for people. */
export const timeZone = 'Europe/Athens'

const yesNo: Record<Locale, [yes: string, no: string]> = { en: ['Yes', 'No'], el: ['Ναι', 'Όχι'] }

/** SELECT list and FROM clause (alias `t`) of a file, one cell per field, text already safe from formulas. */
export function exportCells(
  definition: Definition,
  fields: Field[],
  values: ExportValues,
  locale: Locale,
  access: Access,
): { cells: Sql; from: Sql } {
  const titled = values === 'labels' ? fields.filter((field) => field.reference) : []
  const cell = (field: Field): Sql => {
    if (values === 'keys') return keyCell(field)
    return field.reference ? guardSql(titleColumn(field)) : labelCell(definition, field, locale)
  }
  const joins = titled.map((field) => titleJoin(field, access))
  return {
    cells: join(fields.map(cell)),
    from: sql`${table(definition)} t ${joins.length > 0 ? join(joins, ' ') : empty}`,
  }
}

function keyCell(field: Field): Sql {
  if (field.name === 'id') return column(field)
  if (field.kind === 'choice' && field.options?.every((option) => guard(option) === option)) return column(field)
  if (field.kind === 'text' || field.kind === 'choice') return guardSql(column(field))
  // Exact for all sums below a trillion euros, and several times as fast as numeric.
  if (field.kind === 'money') return sql`${column(field)}::float8 / 100`
  if (isList(field)) {
    // A tag may hold what separates tags; such lists are written as JSON.
    return guardSql(sql`case when array_to_string(${column(field)}, '') ~ '[;|[]' then to_json(${column(field)})::text
      else array_to_string(${column(field)}, ';') end`)
  }
  return shown(field)
}

function labelCell(definition: Definition, field: Field, locale: Locale): Sql {
  const at = column(field)
  switch (field.kind) {
    case 'choice':
      return choiceCell(definition, field, locale)
    case 'boolean':
      return sql`case ${at} when true then ${yesNo[locale][0]}::text when false then ${yesNo[locale][1]}::text end`
    case 'date':
      return sql`to_char(${at}, 'DD/MM/YYYY')`
    case 'datetime':
      return sql`to_char(${at} at time zone ${timeZone}::text, 'DD/MM/YYYY HH24:MI')`
    case 'choices':
      return choicesCell(definition, field, locale)
    case 'texts':
      return guardSql(sql`array_to_string(${at}, '; ')`)
    case 'money':
    case 'number':
      return localNumber(keyCell(field), locale)
    default:
      return keyCell(field)
  }
}

/** With the decimal mark that the reader's spreadsheet takes for one; thousands are left to it. */
const localNumber = (cell: Sql, locale: Locale): Sql =>
  locale === 'el' ? sql`replace((${cell})::text, '.', ',')` : cell

/** What stands between cells: where the comma is the decimal mark, a spreadsheet expects semicolons. */
export const delimiterOf = (values: ExportValues, locale: Locale): ',' | ';' =>
  values === 'labels' && locale === 'el' ? ';' : ','

function choiceCell(definition: Definition, field: Field, locale: Locale): Sql {
  const at = column(field)
  const branches = (field.options ?? []).map(
    (option) => sql`when ${option}::text then ${guard(choiceLabel(definition, field.name, option, locale))}::text`,
  )
  return sql`case ${at} ${join(branches, ' ')} else ${guardSql(at)} end`
}

/** Each choice by its label; choices outside the vocabulary as they stand. */
function choicesCell(definition: Definition, field: Field, locale: Locale): Sql {
  const labels = (field.options ?? []).map(
    (option) => sql`(${option}::text, ${choiceLabel(definition, field.name, option, locale)}::text)`,
  )
  return guardSql(sql`(select string_agg(coalesce(l.label, c.choice), '; ' order by c.place)
    from unnest(${column(field)}) with ordinality c(choice, place)
      left join (values ${join(labels)}) l(choice, label) on l.choice = c.choice)`)
}

/** A join, because a subselect per cell costs half as much again. */
function titleJoin(field: Field, access: Access): Sql {
  const target = targetOf(field)
  const alias = aliasOf(field)
  return sql`left join ${table(target)} ${identifier(alias)}
    on ${identifier(alias, 'organization_id')} = t.organization_id and ${identifier(alias, 'id')} = ${column(field)}${readable(target, alias, access)}`
}

const aliasOf = (field: Field) => `title of ${field.name}`

function titleColumn(field: Field): Sql {
  const target = targetOf(field)
  return identifier(aliasOf(field), columnName(fieldOf(target, target.title)))
}
