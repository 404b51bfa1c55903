import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { plainName } from '../files/fileName.ts'
import type { Files } from '../files/files.ts'
import { authorize } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import type { Definition } from '../resources/define.ts'
import { insertImport, rememberedPlan, type Import } from './imports.ts'
import { inspect } from './inspect.ts'
import { fingerprint, suggestMapping } from './mapping.ts'
import { uploadOf } from './process.ts'

export const largestUpload = 200 * 1024 * 1024

/**
 * Keeps an uploaded file, reads it once to see that it can be read, and suggests how its columns map. Throws 403
 * before a byte is taken, 413, 415, and 400 with the place of a fault; then nothing is kept.
 */
export async function uploadImport(
  { database, files }: { database: Database; files: Files },
  definition: Definition,
  upload: { fileName: string; source: AsyncIterable<Uint8Array> },
  { access, now }: Actor,
): Promise<Import> {
  authorize(access, definition, 'import')
  const { organizationId } = access
  const id = uuid()
  const fileSize = await files.write(organizationId, uploadOf(id), upload.source, largestUpload)
  try {
    const { format, rowsTotal } = await inspect(() => files.read(organizationId, uploadOf(id)))
    return await database.withOrganization(access, async (tx) => {
      const remembered = await rememberedPlan(tx, fingerprint(definition.name, format.columns))
      const file: Import = {
        id,
        resource: definition.name,
        fileName: plainName(upload.fileName, 'import.csv'),
        fileSize,
        status: 'uploaded',
        format,
        mapping: remembered?.mapping ?? suggestMapping(definition, format.columns),
        options: { defaults: remembered?.defaults ?? {}, remembered: remembered !== undefined },
        rowsTotal,
        rowsDone: 0,
        report: null,
        error: null,
        createdAt: now.toISOString(),
        updatedAt: now.toISOString(),
        createdBy: access.memberId,
      }
      await insertImport(tx, access, file)
      return file
    })
  } catch (error) {
    await files.remove(organizationId, uploadOf(id))
    throw error
  }
}
