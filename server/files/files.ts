import { createReadStream, createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'

/** Where uploaded files are kept, by organization and name: a folder (`localFiles`), or object storage (`s3Files`). */
export interface Files {
  /** Keeps what the source brings and answers its size. A source that breaks off or is too long leaves nothing. */
  write(
    organizationId: string,
    name: string,
    source: AsyncIterable<Uint8Array | string>,
    limit?: number,
  ): Promise<number>
  /** The whole, or the bytes from `start` to `end`, both included. */
  read(organizationId: string, name: string, range?: { start: number; end: number }): Readable
  exists(organizationId: string, name: string): Promise<boolean>
  /** In bytes; undefined when there is no such file. */
  size(organizationId: string, name: string): Promise<number | undefined>
  remove(organizationId: string, name: string): Promise<void>
  /** The organizations of which something is kept. */
  organizations(): Promise<string[]>
  /** What is kept of an organization, which may be nothing. */
  list(organizationId: string): Promise<StoredFile[]>
  /** Stores that browsers can reach themselves: an address that opens one file until it expires. */
  address?(organizationId: string, name: string, served: Served): Promise<string>
  /** Where those addresses lead, such as `https://bucket.s3.example`. */
  origin?: string
}

/** How a file is handed out at a signed address. */
export interface Served {
  contentType: string
  /** The header of that name (RFC 6266). */
  disposition: string
  /** When the address was made, and when it ends. The same times make the same address. */
  since: Date
  until: Date
}

export interface StoredFile {
  name: string
  changedAt: Date
}

/** Files under `<folder>/<organizationId>/<name>`. */
export function localFiles(folder: string): Files {
  const place = (organizationId: string, name: string) => path.join(folder, plain(organizationId), plain(name))
  return {
    async write(organizationId, name, source, limit = Infinity) {
      const file = place(organizationId, name)
      // A stream may fail before anybody reads it; the pipeline below tells it then.
      if (source instanceof Readable) source.on('error', () => undefined)
      await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      // Under another name until it is whole, so that what is there is complete.
      const draft = `${file}.part`
      const meter = meterOf(limit)
      try {
        await pipeline(source, meter.pass, createWriteStream(draft, { mode: 0o600 }))
        await fs.rename(draft, file)
      } catch (error) {
        await fs.rm(draft, { force: true })
        throw error
      }
      return meter.size
    },
    read: (organizationId, name, range) => createReadStream(place(organizationId, name), range),
    exists: (organizationId, name) =>
      fs.access(place(organizationId, name)).then(
        () => true,
        () => false,
      ),
    size: (organizationId, name) =>
      fs.stat(place(organizationId, name)).then(
        ({ size }) => size,
        () => undefined,
      ),
    remove: (organizationId, name) => fs.rm(place(organizationId, name), { force: true }),
    async organizations() {
      await fs.mkdir(folder, { recursive: true, mode: 0o700 })
      const entries = await fs.readdir(folder, { withFileTypes: true })
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
    },
    list: (organizationId) => listFiles(path.join(folder, plain(organizationId))),
  }
}

async function listFiles(folder: string): Promise<StoredFile[]> {
  const stored: StoredFile[] = []
  const names = await fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of names) {
    // It may be gone in the meantime.
    const found = await fs.stat(path.join(folder, name)).catch(() => undefined)
    if (found?.isFile()) stored.push({ name, changedAt: found.mtime })
  }
  return stored
}

/** Counts bytes as they pass. Throws 413 when they are more than the limit. */
export function meterOf(limit: number) {
  const meter = { size: 0, pass }
  async function* pass(chunks: AsyncIterable<Uint8Array | string>) {
    for await (const chunk of chunks) {
      meter.size += Buffer.byteLength(chunk)
      if (meter.size > limit) throw tooLarge(limit)
      yield chunk
    }
  }
  return meter
}

/** 413 that tells the limit. */
export function tooLarge(limit: number): Problem {
  const detail = say('The file is larger than {limit} MiB', { limit: Math.floor(limit / 1024 / 1024) })
  return new Problem('too-large', detail, { limit })
}

/** A name that is nothing but a name, wherever it is put. */
export function plain(name: string): string {
  if (!/^[\w-][\w.-]*$/.test(name)) throw new Error(`Not a file name: ${name}`)
  return name
}
