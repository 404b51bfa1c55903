import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { notFound, Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { authorize } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { insertRecords, prepareNew } from '../records/create.ts'
import { parseCreate } from '../records/schemas.ts'
import { lockLive, writeOne } from '../records/update.ts'
import type { WrittenRecord } from '../records/write.ts'
import { webhooks } from '../resources/webhooks.ts'
import { longestTrying } from './follow.ts'
import type { Sending } from './settings.ts'
import { newSecret, overlap } from './sign.ts'

/** So many endpoints an organization may have. */
const mostWebhooks = 50

export interface WithSecret {
  record: WrittenRecord
  secret: string
}

/** Makes an endpoint. Its secret is told only now. Throws 403, 409 when there are too many, 422. */
export async function createWebhook(sending: Sending, body: unknown, actor: Actor): Promise<WithSecret> {
  authorize(actor.access, webhooks, 'create')
  const row = prepareNew(webhooks, parseCreate(webhooks, body), actor)
  const secret = newSecret()
  const record = await sending.database.withOrganization(actor.access, async (tx) => {
    await requireRoom(tx)
    const fresh = { ...row, secretSince: actor.now.toISOString() }
    const [written] = await insertRecords(tx, webhooks, [fresh], actor)
    if (!written) throw new Error('The insert answered no row')
    await tx.query(sql`
      update webhook set secret = ${sending.secrets.seal(secret)}
      where organization_id = ${actor.access.organizationId}::uuid and id = ${written.id}::uuid`)
    return written
  })
  return { record, secret }
}

/** One at a time in an organization, so that no two are given the same room. */
async function requireRoom(tx: TenantTransaction): Promise<void> {
  const { organizationId } = tx.context
  await tx.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${`oikion webhooks of ${organizationId}`}::text, 0))`,
  )
  const [row] = await tx.query<{ used: number }>(sql`
    select count(*)::int as used from webhook where organization_id = ${organizationId}::uuid and deleted_at is null`)
  const used = row?.used ?? 0
  if (used < mostWebhooks) return
  const detail = say('An organization can have {limit} webhooks; delete one first', { limit: mostWebhooks })
  throw new Problem('limit', detail, { limit: mostWebhooks, used })
}

/** Gives an endpoint a new secret, told only now; the one before signs beside it for a day. Throws 403, 404. */
export async function rotateSecret(
  sending: Sending,
  id: string,
  actor: Actor,
): Promise<WithSecret & { formerUntil: string }> {
  const secret = newSecret()
  const formerUntil = new Date(actor.now.getTime() + overlap).toISOString()
  const record = await sending.database.withOrganization(actor.access, async (tx) => {
    const before = await lockEditable(tx, id, actor)
    const after = { ...before, secretSince: actor.now.toISOString() }
    const written = await writeOne(tx, webhooks, { kind: 'edit', before, after }, actor)
    await tx.query(sql`
      update webhook set former_secret = secret, former_until = ${formerUntil}::timestamptz,
        secret = ${sending.secrets.seal(secret)}
      where organization_id = ${actor.access.organizationId}::uuid and id = ${id}::uuid`)
    return written
  })
  return { record, secret, formerUntil }
}

/**
 * Has an endpoint told of changes again, from now on, and sends what was set aside when it was disabled. Harmless when it
 * is enabled already. Throws 403, 404.
 */
export async function enableWebhook({ database }: Sending, id: string, actor: Actor): Promise<void> {
  const { access, now } = actor
  await database.withOrganization(access, async (tx) => {
    const before = await lockEditable(tx, id, actor)
    if (!before['disabledAt']) return
    const after = { ...before, disabledAt: null, disabledBecause: null, failingSince: null }
    await writeOne(tx, webhooks, { kind: 'edit', before, after }, actor)
    await tx.query(sql`
      update webhook set followed = pg_current_snapshot(), wait_until = null, silences = 0
      where organization_id = ${access.organizationId}::uuid and id = ${id}::uuid`)
    await tx.query(again(tx, sql`webhook_id = ${id}::uuid and state = 'cancelled'`, now))
  })
}

/**
 * Sends a delivery that is over once more, under the same id. Throws 403, 404, 409 while it waits or the endpoint is
 * disabled.
 */
export async function replayDelivery(
  { database }: Sending,
  id: string,
  deliveryId: string,
  actor: Actor,
): Promise<void> {
  await database.withOrganization(actor.access, async (tx) => {
    const webhook = await lockEditable(tx, id, actor)
    if (webhook['disabledAt']) throw new Problem('conflict', 'This webhook is disabled; enable it first')
    const [found] = await tx.query<{ state: string }>(sql`
      select state from webhook_delivery
      where organization_id = ${actor.access.organizationId}::uuid and webhook_id = ${id}::uuid and id = ${deliveryId}::uuid for update`)
    if (!found) throw notFound(webhooks.name)
    if (found.state === 'pending') throw new Problem('conflict', 'This delivery is waiting to be sent already')
    await tx.query(again(tx, sql`id = ${deliveryId}::uuid`, actor.now))
  })
}

const again = ({ context }: TenantTransaction, which: ReturnType<typeof sql>, now: Date) => sql`
  update webhook_delivery set state = 'pending', tries = 0, ended_at = null, next_at = ${now.toISOString()}::timestamptz,
    give_up_at = ${new Date(now.getTime() + longestTrying).toISOString()}::timestamptz
  where organization_id = ${context.organizationId}::uuid and ${which}`

/** Locks an endpoint that the caller may change. Throws 403, 404. */
async function lockEditable(tx: TenantTransaction, id: string, actor: Actor): Promise<Row> {
  authorize(actor.access, webhooks, 'edit')
  return lockLive(tx, webhooks, id, actor)
}
