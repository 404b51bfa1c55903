import type { Files } from '../files/files.ts'
import type { ArchiveWriter } from './archive.ts'
import { fileEntry, type Manifest } from './manifest.ts'

interface Chosen {
  isWanted?: (name: string) => boolean
  /** Those that were stored before the rows were read, which may tell of them. */
  expected?: string[]
}

/** What is stored, by organization. */
export async function storedIn(files: Files): Promise<Map<string, string[]>> {
  const stored = new Map<string, string[]>()
  for (const id of await files.organizations()) stored.set(id, await namesIn(files, id))
  return stored
}

/** Without uploads under way, which are not whole yet. */
const namesIn = async (files: Files, organizationId: string): Promise<string[]> =>
  (await files.list(organizationId)).map(({ name }) => name).filter((name) => !name.endsWith('.part'))

/**
 * Adds the files of one organization. It looks again until nothing is new: in place of an original that went, sizes came. Those
 * that are deleted meanwhile are named in the manifest.
 */
export async function addFiles(
  archive: ArchiveWriter,
  manifest: Manifest,
  files: Files,
  organizationId: string,
  { isWanted = () => true, expected = [] }: Chosen = {},
): Promise<void> {
  const seen = new Set<string>()
  const added = new Set<string>()
  for (;;) {
    const stored = await namesIn(files, organizationId)
    const fresh = stored.filter((name) => !seen.has(name) && isWanted(name))
    if (fresh.length === 0) break
    for (const name of fresh) {
      seen.add(name)
      const source = await opened(files, organizationId, name)
      if (!source) continue
      // Pictures are compressed already.
      const written = await archive.add(fileEntry({ organizationId, name }), source, { compress: false })
      manifest.files.push({ organizationId, name, ...written })
      added.add(name)
    }
  }
  const gone = [...new Set([...expected, ...seen])].filter((name) => !added.has(name))
  if (gone.length > 0) manifest.gone = [...(manifest.gone ?? []), ...gone.map((name) => ({ organizationId, name }))]
}

/** Begun before its entry is: an archive takes none back. Undefined when the file has just been deleted. */
async function opened(
  files: Files,
  organizationId: string,
  name: string,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  if ((await files.size(organizationId, name)) === undefined) return undefined
  const chunks = (files.read(organizationId, name) as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  try {
    return startingWith(await chunks.next(), chunks)
  } catch (error) {
    if ((await files.size(organizationId, name)) === undefined) return undefined
    throw error
  }
}

async function* startingWith(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
