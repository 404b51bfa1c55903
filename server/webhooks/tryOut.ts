import { v7 as uuid } from 'uuid'
import { sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import type { Actor } from '../records/actor.ts'
import { webhooks } from '../resources/webhooks.ts'
import { endDelivery, recordAttempt, send, type Due } from './deliver.ts'
import { testMessage } from './follow.ts'
import { endWaiting } from './mended.ts'
import { isTaken } from './outcome.ts'
import type { Sending } from './settings.ts'
import type { SealedSecrets } from './sign.ts'

/** Milliseconds after which a test without an answer is that of a server that died. */
const longestTest = 30_000

/**
 * Sends an event of type `test` at once, also to a disabled endpoint, and answers its delivery: tried once, without
 * bearing on whether the endpoint counts as failing; when it takes it, what was waiting goes out. Throws 404, 409 while
 * another test of it has no answer.
 */
export async function sendTest(sending: Sending, id: string, { access, now }: Actor): Promise<string> {
  const { database } = sending
  const { organizationId } = access
  const { eventId, body } = testMessage(organizationId, id, now)
  const deliveryId = uuid()
  const at = now.toISOString()
  const endpoint = await database.withOrganization(access, async (tx) => {
    const [found] = await tx.query<SealedSecrets & Pick<Due, 'url'>>(sql`
      select url, secret, former_secret as "formerSecret", former_until as "formerUntil" from webhook
      where organization_id = ${organizationId}::uuid and id = ${id}::uuid and deleted_at is null for no key update`)
    if (!found) throw notFound(webhooks.name)
    const [other] = await tx.query(sql`
      select from webhook_delivery where organization_id = ${organizationId}::uuid and webhook_id = ${id}::uuid
        and type = 'test' and tries = 0 and created_at > ${new Date(now.getTime() - longestTest).toISOString()}::timestamptz limit 1`)
    if (other) throw new Problem('conflict', 'A test of this webhook is on its way; wait for its answer')
    // Not due for anybody else: it is sent right here, and is over if this server dies meanwhile.
    await tx.query(sql`
      insert into webhook_delivery (organization_id, id, webhook_id, event_id, type, body, state, give_up_at, created_at, ended_at)
      values (${organizationId}::uuid, ${deliveryId}::uuid, ${id}::uuid, ${eventId}::uuid, 'test', ${body}, 'failed',
        ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz)`)
    return found
  })
  const answer = await send(sending, { ...endpoint, eventId, body }, now)
  await database.withOrganization(access, async (tx) => {
    await recordAttempt(tx, { deliveryId, url: endpoint.url }, answer, now)
    const outcome = isTaken(answer) ? ({ kind: 'done' } as const) : ({ kind: 'failed', at: null } as const)
    await endDelivery(tx, deliveryId, outcome, sending.now())
    if (isTaken(answer)) await endWaiting(tx, id, sending.now())
  })
  return deliveryId
}
