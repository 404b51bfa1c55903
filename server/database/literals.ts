import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'
import type { Sql } from './sql.ts'

/**
 * The statement with its values as literals, for COPY, which takes no parameters. Values are turned into what
 * the wire protocol would carry by node-postgres itself, and quoted by it; every value in our SQL stands before
 * a cast, so that a literal means the same as a parameter. Throws on NUL, which PostgreSQL cannot hold.
 */
export function inlined({ strings, values }: Sql): string {
  return strings.reduce((text, part, index) => text + literal(values[index - 1]) + part)
}

function literal(value: unknown): string {
  const prepared = prepareValue(value)
  if (prepared === null) return 'null'
  if (typeof prepared !== 'string') throw new Error('Only text can be written as a literal')
  if (prepared.includes('\0')) throw new Error('A literal cannot hold NUL')
  return pg.escapeLiteral(prepared)
}
