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

/** Fixed words of the language, such as a type or a direction. Never text from outside. */
export function keyword(word: 'asc' | 'desc' | 'nulls first' | 'nulls last' | SqlType): Sql {
  return Prisma.raw(word)
}

export type SqlType =
  'uuid' | 'text' | 'text[]' | 'integer' | 'bigint' | 'double precision' | 'boolean' | 'date' | 'timestamptz'
