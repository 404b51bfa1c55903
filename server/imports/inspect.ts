import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { decode, detectEncoding, type Encoding } from './encoding.ts'
import { Marks, type Mark } from './numbers.ts'
import { beginning } from './report.ts'
import { delimiters, readRows, type Delimiter } from './rows.ts'

/** How a file is read. Stored with its import. */
export interface FileFormat {
  encoding: Encoding
  delimiter: Delimiter
  columns: string[]
  /** The beginnings of the first rows' cells. */
  preview: string[][]
  /** The decimal mark that each column's cells prove. */
  marks: Mark[]
}

const previewRows = 10
const mostColumns = 1000
const sampleSize = 64 * 1024

/**
 * Reads a file once from end to end: whether it can be read at all, how, and how many rows it has. Throws 400 with
 * the place of the fault, or 415.
 */
export async function inspect(
  open: () => AsyncIterable<Uint8Array>,
): Promise<{ format: FileFormat; rowsTotal: number }> {
  const encoding = await detectEncoding(open)
  const delimiter = guessDelimiter(await sample(open(), encoding))
  const marks = new Marks()
  const preview: string[][] = []
  let columns: string[] | undefined
  let rowsTotal = 0
  for await (const { cells } of readRows(open(), { encoding, delimiter })) {
    if (!columns) {
      columns = cells.map((cell) => cell.trim())
      if (columns.length > mostColumns)
        throw new Problem('bad-request', say('The file has more than {most} columns', { most: mostColumns }))
      continue
    }
    rowsTotal++
    if (preview.length < previewRows) preview.push(cells.map(beginning))
    marks.look(cells)
  }
  if (!columns) throw new Problem('bad-request', 'The file is empty')
  if (rowsTotal === 0) throw new Problem('bad-request', 'The file has a header but no rows below it', { line: 2 })
  const format = {
    encoding,
    delimiter,
    columns,
    preview,
    marks: columns.map((_, column) => marks.columns[column] ?? null),
  }
  return { format, rowsTotal }
}

async function sample(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): Promise<string> {
  let text = ''
  for await (const part of decode(bytes, encoding)) {
    text += part
    if (text.length >= sampleSize) break
  }
  return text
}

/** The delimiter that cuts the first rows most often into as many cells as the header. */
export function guessDelimiter(text: string): Delimiter {
  const scored = delimiters.map((delimiter) => {
    const [header = 1, ...rows] = cellCounts(text, delimiter).slice(0, 50)
    const alike = rows.filter((count) => count === header).length
    return { delimiter, score: header > 1 ? (alike + 1) * 1000 + header : 0 }
  })
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter
}

/** How many cells each row has; marks inside of quotes do not count. */
function cellCounts(text: string, delimiter: string): number[] {
  const counts: number[] = []
  let [cells, quoted, blank] = [1, false, true]
  for (const letter of text) {
    if (letter === '"') quoted = !quoted
    if (quoted) continue
    if (letter === delimiter) cells++
    if (letter === '\n') {
      if (!blank) counts.push(cells)
      ;[cells, blank] = [1, true]
    } else if (letter !== '\r') blank = false
  }
  return blank ? counts : [...counts, cells]
}
