import { v7 as uuid } from 'uuid'
import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { nobody } from '../records/actor.ts'
import { disableWebhook } from './disable.ts'
import { isListening } from './follow.ts'
import { hasFailedForADay, outcomeOf, type Outcome } from './outcome.ts'
import { post, silence, type Answer } from './request.ts'
import type { Sending } from './settings.ts'
import { signedHeaders, type SealedSecrets } from './sign.ts'

export interface Endpoint {
  organizationId: string
  id: string
}

/** What is to be sent next, and where to. */
export interface Due extends SealedSecrets {
  deliveryId: string
  eventId: string
  body: string
  url: string
  tries: number
  silences: number
  giveUpAt: Date
  failingSince: Date | null
}

/** So long a process that died keeps others from its endpoint; longer than a request may take. */
const leaseFor = 60_000
/** After so many, or so many milliseconds, the next endpoint has its turn. */
const mostInARow = 100
const longestTurn = 15_000

const context = ({ organizationId }: Endpoint) => ({ organizationId, userId: nobody })

/**
 * Sends what is due to one endpoint, one after the other, unless another process is at it. A process that dies in
 * between leaves its delivery waiting, to be sent once more under the same id. Answers whether it was its turn.
 */
export async function deliverDue(sending: Sending, endpoint: Endpoint, stop: AbortSignal): Promise<boolean> {
  const lease = uuid()
  if (!(await take(sending, endpoint, lease))) return false
  const began = performance.now()
  const isOver = () => stop.aborted || performance.now() - began >= longestTurn
  try {
    for (let sent = 0; sent < mostInARow && !isOver(); sent++) {
      const due = await nextDue(sending, endpoint, lease)
      if (!due) break
      const at = sending.now()
      const answer = await send(sending, due, at, stop)
      // Whether it got through is not known: it waits on, and is sent once more.
      if (answer.error === 'stopped') break
      await conclude(sending, endpoint, due, answer, at)
    }
  } finally {
    await release(sending, endpoint, lease)
  }
  return true
}

/** Signs and posts a message. */
export async function send(
  sending: Sending,
  { url, eventId, body, ...sealed }: Pick<Due, 'url' | 'eventId' | 'body'> & SealedSecrets,
  at: Date,
  stop?: AbortSignal,
): Promise<Answer> {
  let headers: Record<string, string>
  try {
    headers = signedHeaders(eventId, body, sealed, sending.secrets, at)
  } catch {
    return silence('secret')
  }
  return post({ url, headers, body }, sending, { stop })
}

async function take({ database, now }: Sending, endpoint: Endpoint, lease: string): Promise<boolean> {
  const at = now()
  const until = new Date(at.getTime() + leaseFor)
  const taken = await database.withOrganization(context(endpoint), (tx) =>
    tx.query(sql`
      update webhook w set lease = ${lease}::uuid, leased_until = ${until.toISOString()}::timestamptz
      where ${isThis(endpoint)} and ${isListening} and (leased_until is null or leased_until <= ${at.toISOString()}::timestamptz)
      returning id`),
  )
  return taken.length > 0
}

/** The next delivery, as long as the endpoint and its organization are there and it is still ours to send to. */
async function nextDue({ database, now }: Sending, endpoint: Endpoint, lease: string): Promise<Due | undefined> {
  const at = now().toISOString()
  const [due] = await database.read<Due>(
    context(endpoint),
    sql`select d.id as "deliveryId", d.event_id as "eventId", d.body, d.tries, d.give_up_at as "giveUpAt", w.url, w.silences,
        w.failing_since as "failingSince", w.secret, w.former_secret as "formerSecret", w.former_until as "formerUntil"
      from webhook w
        join organization o on o.id = w.organization_id and o.deleted_at is null
        join webhook_delivery d on d.organization_id = w.organization_id and d.webhook_id = w.id
      where ${isThis(endpoint)} and ${isListening} and w.lease = ${lease}::uuid
        and (w.wait_until is null or w.wait_until <= ${at}::timestamptz)
        and d.state = 'pending' and d.next_at <= ${at}::timestamptz
      order by d.position limit 1`,
  )
  return due
}

/** Writes down how it went, all at once, and goes on holding the endpoint. */
async function conclude(sending: Sending, endpoint: Endpoint, due: Due, answer: Answer, at: Date): Promise<void> {
  const now = sending.now()
  const outcome = outcomeOf(answer, due, now)
  const failingSince = outcome.kind === 'done' ? null : (due.failingSince ?? at)
  await sending.database.withOrganization(context(endpoint), async (tx) => {
    await recordAttempt(tx, due, answer, at)
    const waitUntil = outcome.kind === 'wait' || outcome.kind === 'failed' ? outcome.at : null
    const silences = outcome.kind === 'done' ? 0 : due.silences + Number(waitUntil !== null)
    const told = await tx.query(sql`
      update webhook w set last_delivery_at = ${at.toISOString()}::timestamptz, silences = ${silences}::int,
        failing_since = ${failingSince?.toISOString() ?? null}::timestamptz,
        wait_until = ${waitUntil?.toISOString() ?? null}::timestamptz,
        leased_until = ${new Date(now.getTime() + leaseFor).toISOString()}::timestamptz
      where ${isThis(endpoint)} and w.url = ${due.url} returning w.id`)
    // It leads elsewhere by now: what the former address said counts for nothing.
    if (told.length === 0 && outcome.kind !== 'done')
      return endDelivery(tx, due.deliveryId, { kind: 'again', at: now }, now)
    await endDelivery(tx, due.deliveryId, outcome, now)
    const because = outcome.kind === 'gone' ? 'gone' : hasFailedForADay(failingSince, now) ? 'failures' : undefined
    if (because) await disableWebhook(tx, { ...endpoint, deliveryId: due.deliveryId, because }, now)
  })
}

/** One request and its answer, for the log. */
export async function recordAttempt(
  tx: TenantTransaction,
  { deliveryId, url }: Pick<Due, 'deliveryId' | 'url'>,
  { status, error, durationMs, text }: Answer,
  at: Date,
): Promise<void> {
  await tx.query(sql`
    insert into webhook_attempt (organization_id, id, delivery_id, at, url, status, error, duration_ms, answer)
    values (${tx.context.organizationId}::uuid, ${uuid()}::uuid, ${deliveryId}::uuid, ${at.toISOString()}::timestamptz, ${url},
      ${status}::int, ${error}, ${durationMs}::int, ${text})`)
}

/** What becomes of a delivery. */
export async function endDelivery(tx: TenantTransaction, id: string, outcome: Outcome, now: Date): Promise<void> {
  const next = outcome.kind === 'wait' || outcome.kind === 'again' ? outcome.at.toISOString() : null
  const state = next ? 'pending' : outcome.kind === 'done' ? 'done' : 'failed'
  await tx.query(sql`
    update webhook_delivery d set tries = d.tries + 1, state = ${state}, next_at = ${next}::timestamptz,
      ended_at = ${next ? null : now.toISOString()}::timestamptz
    where d.organization_id = ${tx.context.organizationId}::uuid and d.id = ${id}::uuid`)
}

async function release({ database }: Sending, endpoint: Endpoint, lease: string): Promise<void> {
  await database.withOrganization(context(endpoint), (tx) =>
    tx.query(sql`
      update webhook w set lease = null, leased_until = null where ${isThis(endpoint)} and w.lease = ${lease}::uuid`),
  )
}

const isThis = ({ organizationId, id }: Endpoint) =>
  sql`w.organization_id = ${organizationId}::uuid and w.id = ${id}::uuid`
