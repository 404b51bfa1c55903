import { z } from 'zod'
import { programVersion } from '../version.ts'

/** What stands in one entry of the archive. */
const content = z.object({ size: z.number().int(), sha256: z.string() })

const table = content.extend({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number().int(),
})

const manifest = z.object({
  /** Of the archive; raised when older programs would read it wrongly. */
  format: z.literal(1),
  kind: z.enum(['whole', 'organization']),
  program: z.string(),
  createdAt: z.string(),
  /** Applied in the database it is of. */
  migrations: z.array(z.string()),
  /** Of which organization, when it is of one. */
  organization: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }).optional(),
  tables: z.array(table),
  /** Jobs that were not over. */
  jobs: table.optional(),
  files: z.array(content.extend({ organizationId: z.uuid(), name: z.string() })),
  /** Files that were deleted while it was written; rows may still tell of them. */
  gone: z.array(z.object({ organizationId: z.uuid(), name: z.string() })).optional(),
})

/** Tells what a backup holds, and by what to recognize that it holds it still. */
export type Manifest = z.infer<typeof manifest>
export type StoredTable = Manifest['tables'][number]

/** One that is filled along with its archive. */
export const newManifest = (kind: Manifest['kind']): Manifest => ({
  format: 1,
  kind,
  program: programVersion(),
  createdAt: new Date().toISOString(),
  migrations: [],
  tables: [],
  files: [],
})

/** How much it holds. */
export const countsOf = ({ tables, files }: Manifest) => ({
  rows: tables.reduce((sum, { rows }) => sum + rows, 0),
  files: files.length,
})

export const manifestName = 'manifest.json'
export const jobsName = 'jobs.csv'
export const tableEntry = (name: string) => `tables/${name}.csv`
export const fileEntry = ({ organizationId, name }: { organizationId: string; name: string }) =>
  `files/${organizationId}/${name}`

/** Undefined when it is none of ours. */
export function parseManifest(text: string): Manifest | 'newer' | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const known = z.object({ format: z.number() }).safeParse(json)
  if (known.success && known.data.format > 1) return 'newer'
  return manifest.safeParse(json).data
}
