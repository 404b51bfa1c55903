import type { SignedIn } from '../auth/signedIn.ts'
import { endSubscription } from '../billing/account.ts'
import type { Database } from '../database/index.ts'
import { join, sql, text } from '../database/sql.ts'
import { invalid, notFound, Problem } from '../errors.ts'
import type { Access } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { table } from '../records/columns.ts'
import { resources } from '../resources/index.ts'
import type { Plan } from '../resources/plans.ts'
import { lacksSecondFactor } from './access.ts'
import { listOrganizations } from './list.ts'
import { logOrganization } from './log.ts'

const day = 24 * 3600 * 1000
/** Days in which a deleted organization can be restored. */
const daysOfGrace = 14

export interface Contents {
  members: number
  records: Record<string, number>
  /** What would not be renewed any more, and be ended with the purge. */
  subscription: { plan: Plan; periodEnd: string | null } | null
}

/** What deleting the organization would hide: its members, and records that are not in the trash; and what it would end. */
export async function contentsOf(database: Database, access: Access): Promise<Contents> {
  const counted = Object.values(resources).filter(({ section, view }) => section === undefined && !view)
  const living = sql`organization_id = ${access.organizationId}::uuid and deleted_at is null`
  const counts = counted.map(
    (definition) => sql`${text(definition.name)}, (select count(*) from ${table(definition)} where ${living})`,
  )
  const [row] = await database.read<Counted>(
    access,
    sql`select (select count(*) from membership where ${living})::int as members, json_build_object(${join(counts)}) as records,
        b.plan, b.period_end as "periodEnd"
      from (select) one left join billing_account b on b.organization_id = ${access.organizationId}::uuid
          and b.deleted_at is null and b.subscription_id is not null`,
  )
  if (!row) throw new Error('The count answered no row')
  const { members, records, plan, periodEnd } = row
  return { members, records, subscription: plan && { plan, periodEnd: periodEnd?.toISOString() ?? null } }
}

type Counted = Pick<Contents, 'members' | 'records'> & { plan: Plan | null; periodEnd: Date | null }

/** Hides the organization at once, for 14 days restorably. Throws 422 unless its name was typed. */
export async function deleteOrganization(database: Database, { access, now }: Actor, typedName: string): Promise<void> {
  const { organizationId: id } = access
  const purgeAt = new Date(now.getTime() + daysOfGrace * day)
  await database.asLogin(async (tx) => {
    const [organization] = await tx.query<{ name: string }>(sql`
      select name from organization where id = ${id}::uuid and deleted_at is null and not is_personal for no key update`)
    if (!organization) throw notFound('organizations')
    if (organization.name !== typedName.trim()) {
      throw invalid([{ pointer: '/name', detail: 'is not the name of this organization' }])
    }
    await tx.query(sql`
      update organization set version = version + 1, deleted_at = ${now.toISOString()}::timestamptz, purge_at = ${purgeAt.toISOString()}::timestamptz
      where id = ${id}::uuid`)
    const about = { title: organization.name }
    await tx.inOrganization(access, async (inside) => {
      await logOrganization(inside, 'delete', { access, now }, about)
      await endSubscription(inside, true, now)
    })
  })
}

/** Brings a deleted organization back, for one of its owners. Throws 404 when there is none, or not any more. */
export async function restoreOrganization(
  database: Database,
  person: SignedIn,
  id: string,
  now: Date,
): Promise<Access> {
  const deleted = (await listOrganizations(database, person, now)).find(
    (organization) => organization.id === id && organization.deletedAt !== null,
  )
  if (!deleted) throw notFound('deleted organizations')
  if (lacksSecondFactor(deleted, person)) {
    throw new Problem('second-factor-required', 'This organization wants a second factor of owners', {
      organizationId: id,
    })
  }
  const { role, settings, isPersonal, name } = deleted
  const access = { organizationId: id, userId: person.userId, memberId: '', role, settings, isPersonal }
  return database.asLogin(async (tx) => {
    const restored = await tx.query(sql`
      update organization set version = version + 1, deleted_at = null, purge_at = null
      where id = ${id}::uuid and deleted_at is not null and purge_at > ${now.toISOString()}::timestamptz
      returning id`)
    if (restored.length === 0) throw notFound('deleted organizations')
    return tx.inOrganization(access, async (inside) => {
      const [self] = await inside.query<{ id: string }>(sql`
        select id from membership where organization_id = ${id}::uuid and user_id = ${person.userId}::uuid
          and deleted_at is null and role = 'ORG_OWNER'`)
      if (!self) throw notFound('deleted organizations')
      const restorer = { ...access, memberId: self.id }
      await logOrganization(inside, 'restore', { access: restorer, now }, { title: name })
      await endSubscription(inside, false, now)
      return restorer
    })
  })
}
