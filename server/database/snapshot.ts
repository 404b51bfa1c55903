import { wholeOrCut } from './copy.ts'
import type { Database } from './index.ts'
import { readingConnection, unhurriedAndPlain, type ReadingConnection } from './reading.ts'
import type { TenantContext } from './tenant.ts'

/** Reads one moment of an organization, as the tenant role inside of it. Throws 503 when too many files are being read. */
export function readSnapshot<T>(
  database: Database,
  context: TenantContext,
  run: (connection: ReadingConnection) => Promise<T>,
): Promise<T> {
  return database.withConnection(
    context,
    (client) =>
      wholeOrCut(client, async () => {
        await client.query(unhurriedAndPlain)
        return run(readingConnection(client))
      }),
    { isSnapshot: true },
  )
}
