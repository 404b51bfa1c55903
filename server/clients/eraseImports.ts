import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import type { Files } from '../files/files.ts'
import { uploadOf } from '../imports/process.ts'
import { refusedOf } from '../imports/refused.ts'
import { clients } from '../resources/clients.ts'
import type { Traces } from './eraseTraces.ts'

interface StoredImport {
  id: string
  encoding: string | null
  /** It brought one of the erased clients. */
  isTheirs: boolean
}

/**
 * Empties what imports keep of their files where an erased client came from one, and removes the files themselves, with
 * every other that holds the person's words. Those at work at this moment stay until their time is over: they may hold the person anew.
 */
export async function eraseImports(tx: TenantTransaction, files: Files, { clientIds, pattern }: Traces): Promise<void> {
  const organizationId = tx.context.organizationId ?? ''
  const imports = await tx.query<StoredImport>(sql`
    select i.id, i.format ->> 'encoding' as encoding, exists (
      select from activity a
      where a.organization_id = i.organization_id and a.import_id = i.id and a.resource = ${clients.name} and a.record_id = any(${clientIds}::uuid[])) as "isTheirs"
    from import i where i.organization_id = ${organizationId}::uuid and i.status not in ('checking', 'queued', 'running') for update`)
  const theirs = imports.filter(({ isTheirs }) => isTheirs).map(({ id }) => id)
  await tx.query(sql`
    update import set format = format || '{"preview": []}',
      report = case when jsonb_typeof(report) = 'object' then report || '{"problems": []}' else report end
    where organization_id = ${organizationId}::uuid and id = any(${theirs}::uuid[])`)
  const words = pattern ? readableByUs(pattern) : undefined
  for (const { id, encoding, isTheirs } of imports) {
    for (const name of [uploadOf(id), refusedOf(id)]) {
      if (!(await files.exists(organizationId, name))) continue
      const isConcerned =
        isTheirs || (words !== undefined && (await holds(files, organizationId, name, encoding, words)))
      if (isConcerned) await files.remove(organizationId, name)
    }
  }
}

/** PostgreSQL's expression in JavaScript's spelling. */
const readableByUs = (pattern: string) => new RegExp(pattern.replaceAll('[[:alnum:]]', '[\\p{L}\\p{N}]'), 'iu')

/** Longer than any of the words. */
const overlap = 1000

async function holds(
  files: Files,
  organizationId: string,
  name: string,
  encoding: string | null,
  words: RegExp,
): Promise<boolean> {
  const decoders = [...new Set([encoding ?? 'utf-8', 'utf-8'])].map((label) => new TextDecoder(label))
  const tails = decoders.map(() => '')
  for await (const chunk of files.read(organizationId, name) as AsyncIterable<Uint8Array>) {
    for (const [index, decoder] of decoders.entries()) {
      const text = tails[index] + decoder.decode(chunk, { stream: true })
      if (words.test(text)) return true
      tails[index] = text.slice(-overlap)
    }
  }
  return false
}
