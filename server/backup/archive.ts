import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface Digest {
  size: number
  sha256: string
}

export interface ArchiveWriter {
  /** Writes one entry, never more of it in memory than passes; answers what passed. */
  add(name: string, source: AsyncIterable<Uint8Array>, options?: { compress: boolean }): Promise<Digest>
}

/** Writes a ZIP file, for its owner only and under another name until it is whole and on the disk. */
export async function writeArchive(file: string, fill: (archive: ArchiveWriter) => Promise<void>): Promise<void> {
  const draft = `${file}.part`
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream, createWriteStream(draft, { mode: 0o600 }))
  // A disk that is full ends the work, which would else wait for its own entry for ever.
  const broken = written.then(() => new Promise<never>(() => undefined))
  broken.catch(() => undefined)
  const add: ArchiveWriter['add'] = (name, source, { compress } = { compress: true }) => {
    const meter = digestOf(source)
    const stream = Readable.from(meter.pass(), { objectMode: false })
    const passed = new Promise<Digest>((resolve, reject) => {
      stream.once('error', reject)
      stream.once('end', () => resolve(meter.digest()))
    })
    zip.addReadStream(stream, name, { compress, mode: 0o100600 })
    return Promise.race([passed, broken])
  }
  try {
    await fill({ add })
    zip.end()
    await written
    const handle = await fs.open(draft, 'r+')
    await handle.sync().finally(() => handle.close())
    await fs.rename(draft, file)
  } catch (error) {
    ;(zip.outputStream as Readable).destroy()
    await written.catch(() => undefined)
    await fs.rm(draft, { force: true })
    throw error
  }
}

/** Looks at what passes. */
export function digestOf(source: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256')
  let size = 0
  return {
    async *pass() {
      for await (const chunk of source) {
        hash.update(chunk)
        size += chunk.length
        yield chunk
      }
    },
    digest: (): Digest => ({ size, sha256: hash.digest('hex') }),
  }
}
