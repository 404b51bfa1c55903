import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { notify } from './notify.ts'

/** An import that has come to its end, as far as its notice tells of it. */
interface Ended {
  id: string
  resource: string
  fileName: string
  status: string
  report: { ready: number; refused: number } | null
}

/** Tells whoever started an import how it ended, done or failed, in the transaction of its end. */
export async function tellImported(tx: TenantTransaction, file: Ended, now: Date): Promise<void> {
  const [starter] = await tx.query<{ id: string }>(sql`
    select id from membership
    where organization_id = ${tx.context.organizationId}::uuid and user_id = ${tx.context.userId}::uuid and deleted_at is null`)
  if (!starter) return
  const { id, resource, fileName, status, report } = file
  const isDone = status === 'done'
  const counts = isDone && report ? { imported: report.ready, refused: report.refused } : { imported: 0, refused: 0 }
  const about = { resource: 'imports', id, title: fileName }
  const data = { of: resource, isDone, ...counts }
  await notify(tx, [{ kind: 'import-finished', memberId: starter.id, about, data }], { actorId: null, now })
}
