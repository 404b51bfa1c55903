import { Problem } from '../errors.ts'
import { say, type Message } from '../messages/message.ts'

/** How the text of a file is written. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1253'] as const
export type Encoding = (typeof encodings)[number]

type Bytes = AsyncIterable<Uint8Array>

/** First bytes of files that are often taken for CSV. */
const signatures: [bytes: number[], what: Message][] = [
  [[0x89, 0x50, 0x4e, 0x47], 'This is not a CSV but a PNG image'],
  [[0xff, 0xd8, 0xff], 'This is not a CSV but a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'This is not a CSV but a GIF image'],
  [[0x25, 0x50, 0x44, 0x46], 'This is not a CSV but a PDF'],
  [
    [0x50, 0x4b, 0x03, 0x04],
    'This is not a CSV but an Excel workbook or another ZIP archive; save the sheet as CSV first',
  ],
  [[0xd0, 0xcf, 0x11, 0xe0], 'This is not a CSV but an old Excel workbook; save the sheet as CSV first'],
  [[0x1f, 0x8b], 'This is not a CSV but a gzip archive; unpack it first'],
]

/**
 * Reads the whole file to find out how it is written: UTF-16 says so in its first bytes; what is valid UTF-8 is
 * UTF-8; other text is Windows-1253, the Greek code page, unless most of it is UTF-8 with a fault in it.
 * Throws 415 for what is no text, and 400 with the line of a fault.
 */
export async function detectEncoding(open: () => Bytes): Promise<Encoding> {
  const head = await firstBytes(open(), 4)
  if (head.length === 0) throw new Problem('bad-request', 'The file is empty')
  const kind = signatures.find(([bytes]) => bytes.every((byte, index) => head[index] === byte))
  if (kind) throw new Problem('unsupported-media-type', kind[1])
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (await isUtf8(open())) return 'utf-8'
  const { letters, faults, line } = await countFaults(open())
  if (letters > faults) throw unreadable(say('is not valid {encoding}', { encoding: 'UTF-8' }), line)
  return 'windows-1253'
}

async function isUtf8(bytes: Bytes): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of bytes) decoder.decode(chunk, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

/** Letters beyond ASCII and faults, as UTF-8 sees them, and the line of the first fault. */
async function countFaults(bytes: Bytes): Promise<{ letters: number; faults: number; line: number }> {
  const decoder = new TextDecoder('utf-8')
  let [letters, faults, line] = [0, 0, 1]
  for await (const chunk of bytes) {
    for (const match of decoder.decode(chunk, { stream: true }).matchAll(/\n|[^\0-\x7f]/g)) {
      if (match[0] === '\uFFFD') faults++
      else if (match[0] !== '\n') letters++
      else if (faults === 0) line++
    }
  }
  return { letters, faults, line }
}

async function firstBytes(bytes: Bytes, count: number): Promise<Uint8Array> {
  for await (const chunk of bytes) return chunk.subarray(0, count)
  return new Uint8Array()
}

/** The file as text, without a byte order mark. Throws 400 at what the encoding does not have, and at NUL. */
export async function* decode(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let line = 1
  const checked = (read: () => string) => {
    let text: string
    try {
      text = read()
    } catch {
      throw unreadable(say('is not valid {encoding}', { encoding }), line)
    }
    const nul = text.indexOf('\0')
    if (nul >= 0)
      throw unreadable('holds a NUL character; this is not a text file', line + lineEnds(text.slice(0, nul)))
    line += lineEnds(text)
    return text
  }
  for await (const chunk of bytes) yield checked(() => decoder.decode(chunk, { stream: true }))
  yield checked(() => decoder.decode())
}

function lineEnds(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

/** 400 that names the line. */
export function unreadable(fault: Message, line: number): Problem {
  return new Problem('bad-request', say('The file cannot be read: line {line} {fault}', { line, fault }), { line })
}
