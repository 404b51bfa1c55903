import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { inTheseWords, type Message } from '../messages/message.ts'
import { decode, unreadable, type Encoding } from './encoding.ts'

export interface CsvRow {
  /** The row's number as a spreadsheet shows it: the header is 1. */
  row: number
  cells: string[]
}

export const delimiters = [',', ';', '\t'] as const
export type Delimiter = (typeof delimiters)[number]

/** No cell or row of an honest file is longer; a quote that never closes would swallow the rest of it. */
const longestRow = 1_000_000

/** Streams the rows of a file, header included, blank ones left out. Throws 400 with the line of a fault. */
export async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: { encoding: Encoding; delimiter: Delimiter },
): AsyncGenerator<CsvRow> {
  let line = 0
  const parser = parse({
    delimiter,
    relax_column_count: true,
    max_record_size: longestRow,
    on_record: (record: string[], { lines }) => {
      line = lines
      return record
    },
  })
  const feeding = pipeline(Readable.from(decode(bytes, encoding)), parser)
  // Its faults come out of the parser below.
  feeding.catch(() => undefined)
  let row = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row++
      if (record.some((cell) => cell !== '')) yield { row, cells: record }
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(explain(error), line + 1) : error
  }
}

/** The line is that of the row's beginning: where a quote goes wrong, the parser only notices later. */
function explain({ code, message }: CsvError): Message {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return 'opens a quote (") that is never closed'
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'has a quoted cell in which a quote (") stands alone; inside of quotes it must be doubled ("")'
    case 'INVALID_OPENING_QUOTE':
      return 'has a quote (") in the middle of a cell that is not quoted'
    default:
      return inTheseWords(message)
  }
}
