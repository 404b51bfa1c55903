import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { notFound, Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { authorize, type Access } from '../records/access.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { shownInstant } from '../records/columns.ts'
import { inScope } from '../records/scope.ts'
import { showWithin } from '../records/show.ts'
import { clients } from '../resources/clients.ts'
import type { Locale } from '../resources/labels/index.ts'
import { readsAll } from './held.ts'

/** Days that a finished file can be taken. */
export const exportDays = 7

export type ExportStatus = 'queued' | 'running' | 'done' | 'failed'

/** One file of everything held about a client. */
export interface ClientExport {
  id: string
  clientId: string
  status: ExportStatus
  locale: Locale
  /** In bytes, once it is done. */
  fileSize: number | null
  createdAt: string
  createdBy: string
  finishedAt: string | null
  /** Until when it can be taken, once it is done. */
  expiresAt: string | null
}

/** Name of an export's file in the store. */
export const exportFileOf = (id: string) => `client-export-${id}.zip`

const columns = sql`t.id, t.client_id as "clientId", t.status, t.locale, t.file_size as "fileSize", ${shownInstant(sql`t.created_at`)} as "createdAt",
  t.created_by as "createdBy", ${shownInstant(sql`t.finished_at`)} as "finishedAt",
  case when t.status = 'done' then ${shownInstant(sql`(t.finished_at + make_interval(days => ${exportDays}::int))`)} end as "expiresAt"`

/** Of a client the member may read; files that others asked for only when they can hold no more than the member may read. */
function takeable(access: Access): Sql {
  const scope = authorize(access, clients, 'export')
  const own = readsAll(access) ? sql`true` : sql`t.created_by = ${access.memberId}::uuid`
  return sql`t.organization_id = ${access.organizationId}::uuid and ${own}
    and t.client_id in (select t.id from client t where ${inScope(scope)} and t.deleted_at is null)`
}

/** Asks for the file, in this language; one of the member's own that is being made is answered again. Throws 403, 404. */
export async function askForExport(
  database: Database,
  clientId: string,
  locale: Locale,
  { access, now }: Actor,
): Promise<ClientExport> {
  authorize(access, clients, 'export')
  return database.withOrganization(access, async (tx) => {
    await showWithin(tx, authorize(access, clients, 'show'), clientId)
    const [underWay] = await tx.query<ClientExport>(sql`
      select ${columns} from client_export t
      where t.organization_id = ${access.organizationId}::uuid and t.client_id = ${clientId}::uuid and t.created_by = ${access.memberId}::uuid
        and ${isUnderWay(now)} and t.locale = ${locale}`)
    if (underWay) return underWay
    const [made] = await tx.query<ClientExport>(sql`
      insert into client_export as t (organization_id, id, client_id, status, locale, created_at, created_by)
      values (${access.organizationId}::uuid, ${uuid()}::uuid, ${clientId}::uuid, 'queued', ${locale}, ${now.toISOString()}::timestamptz, ${access.memberId}::uuid)
      returning ${columns}`)
    if (!made) throw new Error('The insert answered no row')
    return made
  })
}

/** In the queue or being made; one that has been for an hour was taken off the queue. */
const isUnderWay = (now: Date): Sql =>
  sql`(t.status in ('queued', 'running') and t.created_at > ${new Date(now.getTime() - 3_600_000).toISOString()}::timestamptz)`

/** One export. Throws 403, and 404 when it is not the member's to take. */
export async function showExport(database: Database, access: Access, id: string): Promise<ClientExport> {
  const [row] = await database.read<ClientExport>(
    access,
    sql`select ${columns} from client_export t where ${takeable(access)} and t.id = ${id}::uuid`,
  )
  if (!row) throw notFound(clients.name)
  return row
}

/** The exports of a client that are there, newest first. Throws 403. */
export async function listExports(
  database: Database,
  access: Access,
  clientId: string,
  now: Date,
): Promise<ClientExport[]> {
  const since = new Date(now.getTime() - exportDays * 86_400_000).toISOString()
  return database.read<ClientExport>(
    access,
    sql`select ${columns} from client_export t where ${takeable(access)} and t.client_id = ${clientId}::uuid
          and ((t.finished_at > ${since}::timestamptz) or ${isUnderWay(now)})
        order by t.created_at desc, t.id desc limit 20`,
  )
}

/**
 * The finished file's name in the store and the client's name; that it was taken is written down. Throws 403, 404, 409 while
 * it is not ready, 410 when its time is over.
 */
export async function takeExport(
  database: Database,
  id: string,
  actor: Actor,
): Promise<{ file: string; client: string; at: string }> {
  const { access, now } = actor
  const { status, clientId, finishedAt, expiresAt } = await showExport(database, access, id)
  if (status === 'failed') throw new Problem('link', 'This file could not be made; ask for it once more')
  if (!finishedAt || !expiresAt) throw new Problem('conflict', 'This file is not ready yet')
  if (new Date(expiresAt) <= now) {
    throw new Problem('link', say('Such a file is kept for {days} days; ask for a new one', { days: exportDays }))
  }
  return database.withOrganization(access, async (tx) => {
    const client = await nameOf(tx, clientId)
    await recordActivity(
      tx,
      activity(clients.name, 'export', actor, { recordId: clientId, title: client, changes: { taken: true } }),
    )
    return { file: exportFileOf(id), client, at: finishedAt }
  })
}

export async function nameOf(tx: TenantTransaction, clientId: string): Promise<string> {
  const [row] = await tx.query<{ name: string }>(
    sql`select name from client where organization_id = ${tx.context.organizationId}::uuid and id = ${clientId}::uuid`,
  )
  return row?.name ?? ''
}
