import { sql, type Sql } from '../database/sql.ts'

/**
 * Spreadsheets take cells that begin so for formulas (OWASP: CSV injection). On the way out such text gets an
 * apostrophe in front; so does text that already has one there, so that taking one away restores what was.
 */
const risky = /^'*[=+\-@\t\r]/
const guarded = /^'+[=+\-@\t\r]/

/** Text as a cell that no spreadsheet computes. */
export function guard(text: string): string {
  return risky.test(text) ? `'${text}` : text
}

/** Takes away the apostrophe that `guard` has put in front. */
export function unguard(text: string): string {
  return guarded.test(text) ? text.slice(1) : text
}

/** The same in SQL. Nearly every text passes the first test, one comparison of bytes: what is risky sorts before `A`. */
export function guardSql(text: Sql): Sql {
  return sql`case when ${text} >= 'A' collate "C" then ${text}
    when ascii(${text}) in (9, 13, 43, 45, 61, 64) or (ascii(${text}) = 39 and ${text} ~ '^''+[=+@\\t\\r-]')
    then '''' || ${text} else ${text} end`
}
