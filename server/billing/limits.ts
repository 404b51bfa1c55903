import { DateTime } from 'luxon'
import type { Database } from '../database/index.ts'
import { identifier, sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { say, type Message } from '../messages/message.ts'
import { planNames, plans, type LimitKind, type LimitMembers, type Plan, type PlanLimits } from '../resources/plans.ts'
import { limitsOf, type BillingSettings } from './settings.ts'

// The one place where growth is refused. What plans give stands in the table `plan_limit`; PostgreSQL counts members and
// properties itself, by trigger and one at a time, so that nothing that writes them can forget to ask.

/** Writes down what each plan gives. Called at every start; until then nothing is limited. */
export async function publishLimits(database: Database, settings: BillingSettings): Promise<void> {
  const rows = Object.entries(limitsOf(settings)).map(([plan, { members, properties, storage, apiCalls, imports }]) => {
    return { plan, members, properties, storage, api_calls: apiCalls, imports }
  })
  await database.ask(sql`
    insert into plan_limit (plan, members, properties, storage, api_calls, imports)
    select p.plan, p.members, p.properties, p.storage, p.api_calls, p.imports from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as p(plan text, members bigint, properties bigint, storage bigint, api_calls bigint, imports bigint)
    on conflict (plan) do update set members = excluded.members, properties = excluded.properties, storage = excluded.storage,
      api_calls = excluded.api_calls, imports = excluded.imports`)
}

/** Resources of which PostgreSQL counts the living records. */
const counted = new Set(['properties', 'members'])

/** Runs what may add so many living records; when the plan has no room for them, throws 409 `limit`. */
export async function withinLimit<T>(growth: () => number, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string }
    if (code !== 'OIK01') throw error
    const { what, plan, limit, total } = JSON.parse(detail ?? '{}') as {
      what: LimitKind
      plan: Plan
      limit: number
      total: number
    }
    throw limitProblem({ kind: what, plan, limit, used: Math.max(0, total - growth()) })
  }
}

/** Lets a long transaction add records without holding up everybody else's; `settleLimits` must be its last statement. */
export async function deferLimits(tx: TenantTransaction, resource: string): Promise<void> {
  if (counted.has(resource)) await tx.query(sql`select set_config('app.limits', 'later', true)`)
}

/** Looks once more, with all others waiting. Throws 409 `limit`. */
export async function settleLimits(tx: TenantTransaction, resource: string, growth: number): Promise<void> {
  if (!counted.has(resource) || growth === 0) return
  await withinLimit(
    () => growth,
    () => tx.query(sql`select oikion_keep_limit(${resource}, true)`),
  )
}

/** Throws 409 `limit` unless so many more may be invited, beside members and open invitations. */
export async function requireSeats(tx: TenantTransaction, more: number, now: Date): Promise<void> {
  const own = sql`organization_id = ${tx.context.organizationId}::uuid and deleted_at is null`
  const [row] = await tx.query<Allowance>(sql`
    select oikion_plan() as plan, oikion_allowance('members')::float8 as most, (select count(*) from membership where ${own})::float8
      + (select count(*) from invitation where ${own} and accepted_at is null and expires_at > ${now.toISOString()}::timestamptz) as used`)
  if (row && row.most !== null && row.used + more > row.most) {
    throw limitProblem({ kind: 'members', plan: row.plan, limit: row.most, used: row.used })
  }
}

interface Allowance {
  plan: Plan
  most: number | null
  used: number
}

export interface Taken {
  granted: number
  plan: Plan
  most: number | null
  taken: number
}

/** Takes up to so many of what the plan gives a day, in the SELECT's transaction; never more than there is left. */
export const takeOfDay = (kind: 'apiCalls' | 'imports', day: string, wanted: number) => sql`
  select t.granted::float8 as granted, t.taken::float8 as taken, t.most::float8 as most, oikion_plan() as plan
  from oikion_take(${kind}, ${day}::date, ${wanted}::bigint) t`

/** Takes one of today's imports. Throws 409 `limit` when there is none left. */
export async function takeImport(tx: TenantTransaction, zone: string, now: Date): Promise<void> {
  const [row] = await tx.query<Taken>(takeOfDay('imports', dayIn(zone, now), 1))
  if (row?.granted === 0) throw dayIsUsedUp('imports', row, zone, now)
}

/** Throws 409 `limit` when today's imports are used up. It takes none and waits for nobody: those under way are not counted yet. */
export async function requireImport(tx: TenantTransaction, zone: string, now: Date): Promise<void> {
  const [row] = await tx.query<Omit<Taken, 'granted'>>(sql`
    select oikion_plan() as plan, oikion_allowance('imports')::float8 as most, coalesce((
      select used from day_use where organization_id = ${tx.context.organizationId}::uuid and id = 'imports' and day >= ${dayIn(zone, now)}::date
    ), 0)::float8 as taken`)
  if (row && row.most !== null && row.taken >= row.most) throw dayIsUsedUp('imports', row, zone, now)
}

export function dayIsUsedUp(
  kind: 'apiCalls' | 'imports',
  { plan, most, taken }: Omit<Taken, 'granted'>,
  zone: string,
  now: Date,
): Problem {
  const tomorrow = DateTime.fromJSDate(now, { zone }).plus({ days: 1 }).startOf('day')
  const retryAfter = Math.ceil((tomorrow.toMillis() - now.getTime()) / 1000)
  return limitProblem({ kind, plan, limit: most ?? 0, used: taken }, { retryAfter })
}

/**
 * The day on the clocks of a time zone: what is given a day is given anew at its midnight. Days only go forwards: what an
 * organization used in a zone that is ahead counts as today's in one behind.
 */
export const dayIn = (zone: string, now: Date): string => DateTime.fromJSDate(now, { zone }).toISODate() ?? ''

type Full = Required<Pick<LimitMembers, 'limit' | 'used' | 'plan'>> & { kind: LimitKind }

export function limitProblem({ kind, plan, limit, used }: Full, more: { retryAfter?: number } = {}): Problem {
  const raisedBy = plan === plans.at(-1) ? {} : { raisedBy: 'ORG_OWNER' }
  return new Problem('limit', texts[kind](planNames[plan], limit, used), {
    kind,
    limit,
    used,
    plan,
    ...raisedBy,
    ...more,
  })
}

const megabytes = (bytes: number) => Math.round(bytes / 100_000) / 10

const texts: Record<LimitKind, (plan: string, limit: number, used: number) => Message> = {
  members: (plan, limit, used) =>
    say('The {plan} plan is for {limit} members; with open invitations there are {used}. An owner can raise it', { plan, limit, used }), // prettier-ignore
  properties: (plan, limit, used) =>
    say('The {plan} plan is for {limit} properties, and there are {used}. An owner can raise it', { plan, limit, used }), // prettier-ignore
  storage: (_, limit, used) =>
    say('The organization may store {limit} MB, of which {used} MB are used; files in the trash count too', { limit: megabytes(limit), used: megabytes(used) }), // prettier-ignore
  apiCalls: (plan, limit) =>
    say('The {plan} plan gives {limit} API calls a day, and they are used up. An owner can raise it', { plan, limit }),
  imports: (plan, limit) =>
    say('The {plan} plan gives {limit} imports a day, and they are used up. An owner can raise it', { plan, limit }),
}

/** What the counting plan gives and what is used of it, in one round trip. */
export async function useOf(database: Database, access: { organizationId: string; userId: string }, day: string) {
  const own = sql`organization_id = ${access.organizationId}::uuid`
  const living = (table: string) =>
    sql`(select count(*) from ${identifier(table)} where ${own} and deleted_at is null)::float8`
  const today = (kind: string) =>
    sql`coalesce((select used from day_use where ${own} and id = ${kind} and day >= ${day}::date), 0)::float8`
  const [row] = await database.read<{ countingPlan: Plan; limits: PlanLimits; usage: Record<LimitKind, number> }>(
    access,
    sql`select oikion_plan() as "countingPlan",
      coalesce((select json_build_object('members', members, 'properties', properties, 'storage', storage, 'apiCalls', api_calls, 'imports', imports)
        from plan_limit where plan = oikion_plan()), '{}') as limits,
      json_build_object('members', ${living('membership')}, 'properties', ${living('property')}, 'apiCalls', ${today('apiCalls')}, 'imports', ${today('imports')},
        'storage', (select coalesce(sum(byte_size), 0) from media where ${own} and byte_size is not null)::float8) as usage`,
  )
  if (!row) throw new Error('The count answered no row')
  return row
}
