import type { Logger } from 'pino'
import { isConnectionFault } from '../database/connectionFault.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { tryLock } from '../database/tryLock.ts'
import type { Files } from '../files/files.ts'
import type { Handler, JobData, JobResult } from '../jobs/jobs.ts'
import { notify } from '../notices/notify.ts'
import { accessIn } from '../organizations/access.ts'
import type { Access } from '../records/access.ts'
import { activity, recordActivity } from '../records/activity.ts'
import { nobody } from '../records/actor.ts'
import { clients } from '../resources/clients.ts'
import type { Locale } from '../resources/labels/index.ts'
import { exportFileOf, type ExportStatus } from './exports.ts'
import { readHeld, readsAll, type Held } from './held.ts'

/** What the trigger of `client_export` queues. */
export interface ClientExportJob extends JobData {
  organizationId: string
  exportId: string
}

export interface ExportDeps {
  database: Database
  files: Files
  log: Logger
  now: () => Date
}

interface Asked {
  clientId: string
  status: ExportStatus
  locale: Locale
  memberId: string
  by: string
  userId: string | null
}

const mostTries = 5

/** Makes the files that were asked for. One that brings the server down each time is not tried for ever. */
export function clientExportHandler(deps: ExportDeps): Handler<ClientExportJob> {
  return {
    queue: 'client-exports',
    run: async (job, tries) => {
      try {
        return await deps.database.withOrganization({ ...job, userId: nobody }, (tx) =>
          makeExport(deps, tx, job, tries),
        )
      } catch (error) {
        if (isConnectionFault(error)) throw error
        deps.log.error({ err: error, exportId: job.exportId }, 'client export failed')
        await deps.files.remove(job.organizationId, exportFileOf(job.exportId))
        await deps.database.withOrganization({ ...job, userId: nobody }, (tx) => finish(tx, job, deps.now(), null))
        return 'done'
      }
    },
  }
}

/** The lock is held until the file is there and its row says so; a second call finds that, or begins anew. */
async function makeExport(
  deps: ExportDeps,
  tx: TenantTransaction,
  job: ClientExportJob,
  tries: number,
): Promise<JobResult> {
  const { database, files, now } = deps
  if (!(await tryLock(tx, job.lock))) return 'later'
  const asked = await findAsked(tx, job)
  if (!asked || asked.status === 'done' || asked.status === 'failed') {
    if (!asked) await files.remove(job.organizationId, exportFileOf(job.exportId))
    return 'done'
  }
  if (tries >= mostTries) throw new Error(`The server was interrupted ${tries} times while making this file`)
  await announceRunning(database, job)
  // Only now: the role may have changed since it was asked for.
  const access = await accessIn(database, asked.userId ?? nobody, job.organizationId)
  const held = await readHeld(database, access, asked.clientId)
  if (!held) throw new Error('The client is not there any more')
  await writeFile(deps, job, { asked, access, held })
  const fileSize = (await files.size(job.organizationId, exportFileOf(job.exportId))) ?? 0
  // Gone when the client was erased meanwhile.
  if (!(await finish(tx, job, now(), fileSize))) await files.remove(job.organizationId, exportFileOf(job.exportId))
  else await tell(tx, access, asked, held, now())
  return 'done'
}

async function writeFile(
  { files, now }: ExportDeps,
  job: ClientExportJob,
  { asked, access, held }: { asked: Asked; access: Access; held: Held },
) {
  const client = clientName(held, asked)
  const { locale, by } = asked
  const { timeZone } = access.settings
  // Loaded with the first file: the server starts without React.
  const { archiveOf } = await import('./archive.ts')
  const archive = archiveOf({ held, client, by, isNarrowed: !readsAll(access), locale, timeZone, now: now() })
  await files.write(job.organizationId, exportFileOf(job.exportId), archive)
}

const clientName = (held: Held, { clientId }: Asked) =>
  String(held.records[clients.name]?.find((record) => record['id'] === clientId)?.[clients.title])

async function tell(tx: TenantTransaction, access: Access, asked: Asked, held: Held, now: Date): Promise<void> {
  const title = clientName(held, asked)
  const counts = Object.entries(held.records).map(([name, rows]) => [name, rows.length] as const)
  const changes = Object.fromEntries(counts.filter(([, count]) => count > 0))
  await recordActivity(
    tx,
    activity(clients.name, 'export', { access, now }, { recordId: asked.clientId, title, changes }),
  )
  const about = { resource: clients.name, id: asked.clientId, title }
  await notify(tx, [{ kind: 'export-finished', memberId: asked.memberId, about, data: {} }], { actorId: null, now })
}

async function findAsked(
  tx: TenantTransaction,
  { organizationId, exportId }: ClientExportJob,
): Promise<Asked | undefined> {
  const [row] = await tx.query<Asked>(sql`
    select e.client_id as "clientId", e.status, e.locale, m.id as "memberId", m.name as "by", m.user_id as "userId"
    from client_export e join membership m on m.organization_id = e.organization_id and m.id = e.created_by
    where e.organization_id = ${organizationId}::uuid and e.id = ${exportId}::uuid`)
  return row
}

/** In a transaction of its own, so that others see it. */
async function announceRunning(database: Database, { organizationId, exportId }: ClientExportJob): Promise<void> {
  await database.withOrganization({ organizationId, userId: nobody }, (tx) =>
    tx.query(
      sql`update client_export set status = 'running' where organization_id = ${organizationId}::uuid and id = ${exportId}::uuid`,
    ),
  )
}

/** Ends it, done with its size in bytes or failed with none; answers whether it was still there. */
async function finish(
  tx: TenantTransaction,
  { organizationId, exportId }: ClientExportJob,
  now: Date,
  fileSize: number | null,
) {
  const status: ExportStatus = fileSize === null ? 'failed' : 'done'
  const rows = await tx.query(sql`
    update client_export set status = ${status}, file_size = ${fileSize}::int, finished_at = ${now.toISOString()}::timestamptz
    where organization_id = ${organizationId}::uuid and id = ${exportId}::uuid and status in ('queued', 'running') returning id`)
  return rows.length > 0
}
