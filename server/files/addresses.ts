import { timingSafeEqual } from 'node:crypto'
import { create as contentDisposition } from 'content-disposition'
import type { Secrets } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { authorize, type Access } from '../records/access.ts'
import { inScope } from '../records/scope.ts'
import { media } from '../resources/media.ts'
import { downloadName } from './fileName.ts'
import type { Files, Served } from './files.ts'
import { storedName, variants, type Variant } from './mediaFiles.ts'

const hour = 3_600_000

export interface Addresses {
  /** When all of them end. */
  expiresAt: string
  /** By the id of the media, those variants that there are. */
  addresses: Record<string, Partial<Record<Variant, string>>>
}

interface Kept {
  id: string
  mediaType: string
  fileName: string | null
  contentType: string | null
  isReady: boolean
}

export interface Signing {
  secrets: Pick<Secrets, 'sign'>
  files: Files
  database: Database
}

/**
 * Addresses that open files without a session: of those media among `ids` that the caller may see, for one to two hours,
 * and the same ones for a whole hour, so that browsers keep what they have fetched. Throws 403.
 */
export async function addressesOf(
  { secrets, files, database }: Signing,
  access: Access,
  ids: string[],
  now: Date,
): Promise<Addresses> {
  const scope = authorize(access, media, 'show')
  const { organizationId } = access
  const since = new Date(Math.floor(now.getTime() / hour) * hour)
  const until = new Date(since.getTime() + 2 * hour)
  const rows = await database.read<Kept>(
    access,
    sql`select t.id, t.media_type as "mediaType", t.file_name as "fileName", t.content_type as "contentType",
        t.media_type = 'DOCUMENT' or t.processed_at is not null as "isReady"
      from media t where ${inScope(scope)} and t.id = any(${ids}::uuid[]) and t.deleted_at is null`,
  )
  const addressOf = async (row: Kept, variant: Variant): Promise<[Variant, string] | undefined> => {
    const name = storedName(row, variant)
    if (!row.isReady || !name) return undefined
    const served = { ...servedAs(row, variant), since, until }
    const own = () => signedPath(secrets, { organizationId, id: row.id, variant, expires: until })
    return [variant, files.address ? await files.address(organizationId, name, served) : own()]
  }
  const addresses: Addresses['addresses'] = {}
  for (const row of rows) {
    const found = await Promise.all(variants.map((variant) => addressOf(row, variant)))
    addresses[row.id] = Object.fromEntries(found.filter((each) => each !== undefined))
  }
  return { expiresAt: until.toISOString(), addresses }
}

/** The headers a variant is served with. The whole is for keeping, and never opened in the browser. */
export function servedAs(
  { fileName, contentType }: Pick<Kept, 'fileName' | 'contentType'>,
  variant: Variant,
): Pick<Served, 'contentType' | 'disposition'> {
  if (variant !== 'full') return { contentType: 'image/webp', disposition: 'inline' }
  const type = contentType ?? 'application/octet-stream'
  return { contentType: type, disposition: contentDisposition(downloadName(fileName, type)) }
}

interface Signed {
  organizationId: string
  id: string
  variant: Variant
  expires: Date
}

const signed = ({ organizationId, id, variant, expires }: Signed) =>
  `${organizationId} ${id} ${variant} ${expires.getTime()}`

function signedPath(secrets: Signing['secrets'], address: Signed): string {
  const { organizationId, id, variant, expires } = address
  const signature = secrets.sign(signed(address))
  const query = new URLSearchParams({ organization: organizationId, expires: String(expires.getTime()), signature })
  return `/api/files/${id}/${variant}?${query}`
}

/** Whether an address was signed here, for just this, and has not ended. */
export function isSigned(secrets: Signing['secrets'], address: Signed, signature: string, now: Date): boolean {
  const given = Buffer.from(signature)
  const expected = Buffer.from(secrets.sign(signed(address)))
  return given.length === expected.length && timingSafeEqual(given, expected) && now < address.expires
}
