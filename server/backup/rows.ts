import { quoted, type Table } from '../database/catalog.ts'
import type { ReadingConnection } from '../database/reading.ts'

/**
 * What a backup leaves out: sessions and mailed links (who signs in after a restore does so anew, and links that were used
 * since do not live again), counters of guesses, who does what today, and what the server says of its plans at each start.
 */
export const leftOut = new Set(['session', 'one_time_link', 'rate_limit', 'schedule', 'plan_limit'])

/** Numbers of transactions: they mean nothing in another cluster. */
const ofThisCluster = new Set(['xid8', 'pg_snapshot'])

export const keptTables = (tables: Table[]): Table[] => tables.filter(({ name }) => !leftOut.has(name))
export const keptColumns = ({ columns }: Table): string[] =>
  columns.filter(({ type }) => !ofThisCluster.has(type)).map(({ name }) => name)

/** What makes the rows of a table CSV, always in the same order, so that the same rows are the same bytes. */
export function copyText({ name, order }: Table, columns: string[], condition = ''): string {
  return `copy (select ${columns.map(quoted).join(', ')} from public.${quoted(name)} ${condition} order by ${order}) to stdout with (format csv)`
}

export const headerOf = (columns: string[]): Buffer => Buffer.from(`${columns.join(',')}\n`)

export interface CountedRows {
  rows: number
  pass(): AsyncGenerator<Uint8Array>
}

/** A table as its entry in the archive: a header, and the rows of these queries one after the other. */
export function csvOf(
  connection: ReadingConnection,
  columns: string[],
  queries: () => AsyncGenerator<string>,
): CountedRows {
  const counted: CountedRows = {
    rows: 0,
    async *pass() {
      yield headerOf(columns)
      for await (const query of queries()) {
        const copied = connection.copyOut(query)
        yield* copied
        counted.rows += copied.rowCount
      }
    },
  }
  return counted
}
