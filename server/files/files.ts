import { createReadStream, createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '../errors.ts'

/** Where uploaded files are kept, by organization and name. A folder for now; object storage fits the same shape. */
export interface Files {
  /** Keeps what the source brings and answers its size. A source that breaks off or is too long leaves nothing. */
  write(
    organizationId: string,
    name: string,
    source: AsyncIterable<Uint8Array | string>,
    limit?: number,
  ): Promise<number>
  read(organizationId: string, name: string): Readable
  exists(organizationId: string, name: string): Promise<boolean>
  remove(organizationId: string, name: string): Promise<void>
  /** The organizations of which something is kept. */
  organizations(): Promise<string[]>
  list(organizationId: string): Promise<StoredFile[]>
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
      let size = 0
      const counted = async function* (chunks: AsyncIterable<Uint8Array | string>) {
        for await (const chunk of chunks) {
          size += Buffer.byteLength(chunk)
          if (size > limit) throw tooLarge(limit)
          yield chunk
        }
      }
      try {
        await pipeline(source, counted, createWriteStream(draft, { mode: 0o600 }))
        await fs.rename(draft, file)
      } catch (error) {
        await fs.rm(draft, { force: true })
        throw error
      }
      return size
    },
    read: (organizationId, name) => createReadStream(place(organizationId, name)),
    exists: (organizationId, name) =>
      fs.access(place(organizationId, name)).then(
        () => true,
        () => false,
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
  for (const name of await fs.readdir(folder)) {
    // It may be gone in the meantime.
    const found = await fs.stat(path.join(folder, name)).catch(() => undefined)
    if (found?.isFile()) stored.push({ name, changedAt: found.mtime })
  }
  return stored
}

/** 413 that tells the limit. */
export function tooLarge(limit: number): Problem {
  return new Problem('too-large', `The file is larger than ${Math.floor(limit / 1024 / 1024)} MiB`, { limit })
}

function plain(name: string): string {
  if (!/^[\w-][\w.-]*$/.test(name)) throw new Error(`Not a file name: ${name}`)
  return name
}
