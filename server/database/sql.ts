import { Prisma } from '../../prisma/generated/client.ts'

/** SQL with its values apart: composed, nested and joined without ever pasting a value into text. */
export type Sql = Prisma.Sql
export const sql = Prisma.sql
export const join = Prisma.join
export const empty = Prisma.empty

/** An identifier, quoted. Only for names that come from definitions or the catalogue. */
export function identifier(...path: string[]): Sql {
  return Prisma.raw(path.map((name) => `"${name.replaceAll('"', '""')}"`).join('.'))
}

/** A string literal. Only for names that come from definitions. */
export function text(name: string): Sql {
  return Prisma.raw(`'${name.replaceAll("'", "''")}'`)
}

/** A Sql without values as a single piece of text: cheap to compose again and again. */
export function flattened(fixed: Sql): Sql {
  if (fixed.values.length > 0) throw new Error('Only SQL without values can be flattened')
  return Prisma.raw(fixed.text)
}

/** A whole number in the text itself: PostgreSQL plans LIMIT 25 well and LIMIT $1 badly. */
export function integer(value: number): Sql {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is not a whole number`)
  return Prisma.raw(String(value))
}

/** Fixed words of the language, such as a type or a direction. Never text from outside. */
export function keyword(word: 'asc' | 'desc' | 'nulls first' | 'nulls last' | SqlType): Sql {
  return Prisma.raw(word)
}

export type SqlType =
  'uuid' | 'text' | 'text[]' | 'integer' | 'bigint' | 'double precision' | 'boolean' | 'date' | 'timestamptz'
