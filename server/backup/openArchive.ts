import { Writable, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { plain } from '../files/files.ts'
import { PlainError } from '../plain-error.ts'
import { digestOf, type Digest } from './archive.ts'
import { fileEntry, jobsName, manifestName, parseManifest, tableEntry, type Manifest } from './manifest.ts'

export interface Archive {
  manifest: Manifest
  read(name: string): Promise<Readable>
}

/**
 * Opens a backup that is whole: every entry is read once and compared with the manifest before anything is done with any.
 * Throws a PlainError that says what is wrong with it.
 */
export async function withArchive<T>(file: string, run: (archive: Archive) => Promise<T>): Promise<T> {
  const zip = await open(file)
  try {
    const entries = await entriesOf(zip, file)
    const read = (name: string) => readEntry(zip, entries.get(name)!)
    const manifest = await manifestOf(file, entries.get(manifestName), read)
    await compare(file, manifest, entries, read)
    return await run({ manifest, read })
  } finally {
    zip.close()
  }
}

const damaged = (file: string, what: string) =>
  new PlainError(`${file} is damaged: ${what}. Nothing was restored; take another backup.`)

function open(file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false }, (error: NodeJS.ErrnoException | null, zip) => {
      if (!error) return resolve(zip)
      // Errors of the system (no such file) speak for themselves.
      reject(error.code ? new PlainError(error.message) : damaged(file, 'it is no whole ZIP file'))
    })
  })
}

function entriesOf(zip: ZipFile, file: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  return new Promise((resolve, reject) => {
    zip.on('error', () => reject(damaged(file, 'its table of contents cannot be read')))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
  })
}

async function manifestOf(file: string, entry: Entry | undefined, read: Archive['read']): Promise<Manifest> {
  if (!entry) throw new PlainError(`${file} is no backup of Oikion: it has no ${manifestName}.`)
  const written = await read(manifestName)
    .then((stream) => text(stream))
    .catch(() => undefined)
  if (written === undefined || crc32(written) !== entry.crc32) throw damaged(file, `${manifestName} cannot be read`)
  const manifest = parseManifest(written)
  if (manifest === 'newer') throw new PlainError(`${file} was made by a newer Oikion; restore it with that one.`)
  if (!manifest) throw new PlainError(`${file} is no backup of Oikion: its ${manifestName} says something else.`)
  return manifest
}

async function compare(file: string, manifest: Manifest, entries: Map<string, Entry>, read: Archive['read']) {
  const expected = new Map<string, Digest>()
  for (const table of manifest.tables) expected.set(tableEntry(plain(table.name)), table)
  if (manifest.jobs) expected.set(jobsName, manifest.jobs)
  for (const stored of manifest.files) expected.set(fileEntry({ ...stored, name: plain(stored.name) }), stored)
  for (const name of entries.keys()) {
    if (name !== manifestName && !expected.has(name)) throw damaged(file, `${name} does not belong to it`)
  }
  for (const [name, { size, sha256 }] of expected) {
    if (!entries.has(name)) throw damaged(file, `${name} is missing`)
    const found = await digest(read, name)
    if (found?.size !== size || found.sha256 !== sha256) throw damaged(file, `${name} is not what was written`)
  }
}

/** Undefined when it cannot even be read. */
async function digest(read: Archive['read'], name: string): Promise<Digest | undefined> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  try {
    const meter = digestOf((await read(name)) as AsyncIterable<Uint8Array>)
    await pipeline(meter.pass(), nowhere)
    return meter.digest()
  } catch {
    return undefined
  }
}
