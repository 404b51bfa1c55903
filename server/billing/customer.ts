import type Stripe from 'stripe'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { nobodyIn, type Actor } from '../records/actor.ts'
import { Problem } from '../errors.ts'
import { selectAccount, type Account } from './account.ts'
import { nothing, subscriptionsOf } from './state.ts'
import { writeState } from './writeState.ts'

interface Payer {
  name: string
  slug: string
  email: string
  /** Customers that it had before and that were deleted at Stripe. */
  former: number
}

/** The organization's page of plans and payments, where Stripe leads back to. */
export async function payerOf(database: Database, { access }: Actor): Promise<Payer> {
  const [payer] = await database.read<Payer>(
    access,
    sql`select o.name, o.slug, m.email,
        (select count(*) from billing_account a where a.organization_id = o.id and a.deleted_at is not null)::int as former
      from organization o join membership m on m.organization_id = o.id and m.id = ${access.memberId}::uuid
      where o.id = ${access.organizationId}::uuid`,
  )
  if (!payer) throw new Error('The organization is gone')
  return payer
}

export async function accountOf(database: Database, { access }: Pick<Actor, 'access'>): Promise<Account | undefined> {
  return (await database.read<Account>(access, selectAccount(access.organizationId)))[0]
}

/** The customer to buy as, with what it has subscribed to. One that Stripe does not know (any more) is given up for another. */
export async function buyerOf(database: Database, api: Stripe, actor: Actor) {
  const payer = await payerOf(database, actor)
  const customer = await customerOf(database, api, actor, payer)
  const subscriptions = await subscriptionsOf(api, customer)
  if (typeof subscriptions !== 'string') return { customer, payer, subscriptions }
  await giveUp(database, actor, customer)
  const again = await payerOf(database, actor)
  const next = await customerOf(database, api, actor, again)
  const found = await subscriptionsOf(api, next)
  if (typeof found !== 'string') return { customer: next, payer: again, subscriptions: found }
  throw new Problem('unavailable', 'Stripe does not know this customer any more; try again in a moment', { retryAfter: 5 }) // prettier-ignore
}

async function giveUp(database: Database, { access: { organizationId }, now }: Actor, customer: string): Promise<void> {
  await database.withOrganization(nobodyIn(organizationId), async (tx) => {
    const [account] = await tx.query<Account>(selectAccount(organizationId))
    if (account?.id === customer) await writeState(tx, account, { ...nothing, isDeleted: true }, now)
  })
}

/**
 * The organization's customer at Stripe, made with its first checkout. The idempotency key makes one of two that are asked for
 * at the same moment, and of one whose answer was lost.
 */
async function customerOf(database: Database, api: Stripe, actor: Actor, payer: Payer): Promise<string> {
  const { access, now } = actor
  const { organizationId } = access
  const known = await accountOf(database, actor)
  if (known) return known.id
  const idempotencyKey = `oikion customer ${organizationId} ${payer.former}`
  const { id } = await api.customers.create({ metadata: { organization_id: organizationId } }, { idempotencyKey })
  await database.withOrganization(access, (tx) =>
    tx.query(sql`
      insert into billing_account (organization_id, id, created_at)
      values (${organizationId}::uuid, ${id}, ${now.toISOString()}::timestamptz) on conflict do nothing`),
  )
  const { id: living } = (await accountOf(database, actor)) ?? {}
  if (!living) throw new Error('The customer was deleted while it was made')
  return living
}
