import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Access } from '../records/access.ts'
import { shownInstant } from '../records/columns.ts'
import { webhooks } from '../resources/webhooks.ts'

export interface LogPage {
  /** A JSON array, as PostgreSQL built it. */
  body: string
  total: number
}

/** More are not counted. */
const mostCounted = 10_000

// Nothing goes out while its endpoint `w` waits. The last attempt stands beside its delivery; all of them are on the delivery's own page.
const columns = sql`d.id, 'msg_' || replace(d.event_id::text, '-', '') as "messageId", d.type, d.state, d.tries,
  ${shownInstant(sql`d.created_at`)} as "createdAt", ${shownInstant(sql`case when d.next_at is not null then greatest(d.next_at, w.wait_until) end`)} as "nextAt", ${shownInstant(sql`d.ended_at`)} as "endedAt"`
const attempt = sql`${shownInstant(sql`a.at`)} as at, a.url, a.status, a.error, a.duration_ms as "durationMs", a.answer`

/** The deliveries of an endpoint, newest first, each with its last attempt. Throws 404. */
export async function listDeliveries(
  database: Database,
  access: Access,
  webhookId: string,
  page: { start: number; limit: number; state?: string },
): Promise<LogPage> {
  const state = page.state ?? null
  const isListed = sql`d.organization_id = w.organization_id and d.webhook_id = w.id and (${state}::text is null or d.state = ${state}::text)`
  const [row] = await database.read<LogPage>(
    access,
    sql`select
        (select count(*) from (select from webhook_delivery d where ${isListed} limit ${mostCounted}::int) c)::int as total,
        (select coalesce(json_agg(row_to_json(r)), '[]')::text from (
          select ${columns}, (select row_to_json(l) from (
            select ${attempt} from webhook_attempt a
            where a.organization_id = d.organization_id and a.delivery_id = d.id order by a.at desc limit 1) l) as last
          from webhook_delivery d where ${isListed}
          order by d.position desc limit ${page.limit}::int offset ${page.start}::int) r) as body
      from webhook w where w.organization_id = ${access.organizationId}::uuid and w.id = ${webhookId}::uuid and w.deleted_at is null`,
  )
  if (!row) throw notFound(webhooks.name)
  return row
}

/** One delivery with what is sent and all its attempts, oldest first. Throws 404. */
export async function showDelivery(
  database: Database,
  access: Access,
  webhookId: string,
  id: string,
): Promise<Record<string, unknown>> {
  const [row] = await database.read<{ record: Record<string, unknown> }>(
    access,
    sql`select row_to_json(r) as record from (
        select ${columns}, d.body, (select coalesce(json_agg(row_to_json(l)), '[]') from (
          select ${attempt} from webhook_attempt a
          where a.organization_id = d.organization_id and a.delivery_id = d.id order by a.at) l) as attempts
        from webhook_delivery d join webhook w on w.organization_id = d.organization_id and w.id = d.webhook_id
        where d.organization_id = ${access.organizationId}::uuid and d.webhook_id = ${webhookId}::uuid and d.id = ${id}::uuid
          and w.deleted_at is null) r`,
  )
  if (!row) throw notFound(webhooks.name)
  return row.record
}
