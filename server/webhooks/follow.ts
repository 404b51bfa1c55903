import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { nobody } from '../records/actor.ts'
import { shownInstant } from '../records/columns.ts'
import { eventOf, toldResources } from '../resources/webhookEvents.ts'

/** How long one event is tried, in milliseconds. */
export const longestTrying = 24 * 3600 * 1000

/** Deliveries made in one transaction; of more the rest is found by the next, for the endpoint stands still until then. */
const mostAtOnce = 2000

/** Endpoints `w` that get what happens. */
export const isListening: Sql = sql`w.deleted_at is null and w.disabled_at is null`

// Committed since the endpoint last looked: it stands at a snapshot of the database, as event streams do (live/changes.ts),
// so each change is found once, in whatever order transactions are committed. Whoever writes pays nothing for it.
const isNew = sql`x.organization_id = w.organization_id and x.xact >= pg_snapshot_xmin(w.followed)
  and not pg_visible_in_snapshot(x.xact, w.followed) and pg_visible_in_snapshot(x.xact, pg_current_snapshot())`

/**
 * Makes deliveries of what was committed in an organization since its endpoints last looked: one for each change and
 * endpoint that wants it, in the order in which the changes were made. Answers whether there is more to do soon: too much
 * for one transaction, or an endpoint that somebody else held.
 */
export async function followChanges(database: Database, organizationId: string, now: Date): Promise<boolean> {
  const context = { organizationId, userId: nobody }
  const [news] = await database.read<{ isThere: boolean }>(
    context,
    // A snapshot ahead of this cluster's came with a backup: it is set right below.
    sql`select exists (select from webhook w where w.organization_id = ${organizationId}::uuid and ${isListening}
      and (exists (select from activity x where ${isNew}) or pg_snapshot_xmax(w.followed) > pg_snapshot_xmax(pg_current_snapshot()))) as "isThere"`,
  )
  if (!news?.isThere) return false
  return database.withOrganization(context, (tx) => queueChanges(tx, organizationId, now))
}

/** Of two processes one has an endpoint, and nobody waits for it; what the second statement sees was taken after the lock. */
async function queueChanges(tx: TenantTransaction, organizationId: string, now: Date): Promise<boolean> {
  const locked = await tx.query<{ id: string; all: number }>(sql`
    select w.id, (select count(*)::int from webhook w where w.organization_id = ${organizationId}::uuid and ${isListening}) as all
    from webhook w where w.organization_id = ${organizationId}::uuid and ${isListening} order by w.id
    for no key update skip locked`)
  const [first] = locked
  if (!first) return true
  const ids = locked.map(({ id }) => id)
  const names = toldResources().map(({ name }) => name)
  const at = now.toISOString()
  const giveUpAt = new Date(now.getTime() + longestTrying).toISOString()
  // Ids of activities are made while their record is locked, so they stand in the order of its changes.
  const followed = await tx.query(sql`
    with told as (
      select w.id as webhook_id, x.*, x.resource || '.' || (${JSON.stringify(eventOf)}::jsonb ->> x.kind) as type
      from webhook w join activity x on ${isNew}
      where w.organization_id = ${organizationId}::uuid and w.id = any(${ids}::uuid[])
        and x.record_id is not null and x.resource = any(${names}::text[])
    ), wanted as (
      select t.* from told t join webhook w on w.organization_id = t.organization_id and w.id = t.webhook_id
      where t.type is not null and (cardinality(w.events) = 0 or t.type = any(w.events))
        and not exists (select from webhook_delivery d
          where d.organization_id = t.organization_id and d.webhook_id = t.webhook_id and d.event_id = t.id)
      order by t.id limit ${mostAtOnce}::int
    ), queued as (
      insert into webhook_delivery (organization_id, id, webhook_id, event_id, type, body, state, next_at, give_up_at, created_at)
      select t.organization_id, gen_random_uuid(), t.webhook_id, t.id, t.type, ${body()},
        'pending', ${at}::timestamptz, ${giveUpAt}::timestamptz, ${at}::timestamptz
      from wanted t order by t.id
      on conflict (organization_id, webhook_id, event_id) do nothing
    )
    update webhook w set followed = pg_current_snapshot()
    where w.organization_id = ${organizationId}::uuid and w.id = any(${ids}::uuid[])
      and (select count(*) from wanted) < ${mostAtOnce}::int
    returning w.id`)
  return followed.length < first.all
}

/**
 * What is sent about an activity `t`: which record, and of an edit which fields. Never what stands there: the receiver asks
 * for the record with a token of its own, under that token's rights, and gets it as it is by then.
 */
const body = (): Sql => sql`json_build_object('type', t.type, 'timestamp', ${shownInstant(sql`t.at`)}, 'data',
  json_build_object('organizationId', t.organization_id, 'resource', t.resource, 'id', t.record_id,
    'changed', case when t.kind = 'edit' and t.changes is not null then array(select jsonb_object_keys(t.changes)) else '{}' end))::text`

/** A message that only tries the endpoint out. */
export function testMessage(organizationId: string, webhookId: string, now: Date): { eventId: string; body: string } {
  const data = { organizationId, resource: 'webhooks', id: webhookId, changed: [] }
  return { eventId: uuid(), body: JSON.stringify({ type: 'test', timestamp: now.toISOString(), data }) }
}
