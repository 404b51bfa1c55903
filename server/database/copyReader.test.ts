import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CopyReader } from './copyReader.ts'

function message(code: string, body: Buffer | string): Buffer {
  const content = Buffer.from(body)
  const head = Buffer.alloc(5)
  head.write(code, 'latin1')
  head.writeUInt32BE(content.length + 4, 1)
  return Buffer.concat([head, content])
}

async function readThrough(bytes: Buffer, cuts: number[]): Promise<{ text: string; rest: string }> {
  const stream = new PassThrough()
  const rest: Buffer[] = []
  stream.on('data', (chunk: Buffer) => rest.push(chunk))
  const reader = new CopyReader('copy …')
  reader.submit({ stream, query: () => undefined })
  const text = (async () => {
    const all: Buffer[] = []
    for await (const chunk of reader) all.push(chunk as Buffer)
    return Buffer.concat(all).toString()
  })()
  const places = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length]
  for (let index = 1; index < places.length; index++) {
    stream.write(bytes.subarray(places[index - 1], places[index]))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { text: await text, rest: Buffer.concat(rest).toString() }
}

it('rows end in CR LF, wherever the network cuts their messages, and the rest is left to node-postgres', async () => {
  const row = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', 'λ'), maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 30 }), async (rows, cuts) => {
      const bytes = Buffer.concat([
        message('H', '\0\0\0'),
        ...rows.flatMap((text, index) => [
          message('d', `${text}\n`),
          ...(index % 7 === 3 ? [message('N', 'a notice between')] : []),
        ]),
        message('c', ''),
        message('C', `COPY ${rows.length}\0`),
        message('Z', 'T'),
      ])
      const { text, rest } = await readThrough(bytes, cuts)
      expect(text).toBe(rows.map((text) => `${text}\r\n`).join(''))
      expect(rest).toContain(`COPY ${rows.length}`)
      expect(rest).not.toContain('notice')
    }),
    { numRuns: 200 },
  )
})
