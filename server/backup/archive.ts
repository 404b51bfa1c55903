import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

export interface Digest {
  size: number
  sha256: string
}

export interface ArchiveWriter {
  /** Writes one entry, never more of it in memory than passes; answers what passed. */
  add(name: string, source: AsyncIterable<Uint8Array>, options?: { compress: boolean }): Promise<Digest>
}

/**
 * Writes a ZIP to what `open` answers, which is asked for with the first entry and ended by whoever gave it. When either side
 * fails or goes, what is being read is let go too.
 */
export async function writeZip(
  open: () => Writable | Promise<Writable>,
  fill: (archive: ArchiveWriter) => Promise<void>,
): Promise<void> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const lost = new AbortController()
  let written: Promise<void> | undefined
  const begin = (target: Writable) => {
    const flow = pipeline(output, target, { end: false })
    // A disk that is full, or a reader who has gone, ends the work, which would else wait for its own entry for ever.
    flow.catch((error: unknown) => lost.abort(error))
    return flow
  }
  const add: ArchiveWriter['add'] = async (name, source, { compress } = { compress: true }) => {
    written ??= begin(await open())
    lost.signal.throwIfAborted()
    const meter = digestOf(source)
    const stream = Readable.from(meter.pass(), { objectMode: false })
    zip.addReadStream(stream, name, { compress, mode: 0o100600 })
    try {
      await finished(stream, { signal: lost.signal, cleanup: true })
    } catch (error) {
      stream.destroy()
      throw lost.signal.aborted ? lost.signal.reason : error
    }
    return meter.digest()
  }
  try {
    await fill({ add })
    zip.end()
    await written
  } catch (error) {
    output.destroy()
    await written?.catch(() => undefined)
    throw error
  }
}

/** Writes a ZIP file, for its owner only and under another name until it is whole and on the disk. */
export async function writeArchive(file: string, fill: (archive: ArchiveWriter) => Promise<void>): Promise<void> {
  const draft = `${file}.part`
  const stream = createWriteStream(draft, { mode: 0o600 })
  const ended = finished(stream)
  ended.catch(() => undefined)
  try {
    await writeZip(() => stream, fill)
    stream.end()
    await ended
    const handle = await fs.open(draft, 'r+')
    await handle.sync().finally(() => handle.close())
    await fs.rename(draft, file)
  } catch (error) {
    stream.destroy()
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
