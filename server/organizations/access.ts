import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { Access } from '../records/access.ts'
import type { Role } from '../resources/roles.ts'

/**
 * The member a person is in an organization, by default in the one last used, else in the personal workspace.
 * Throws 404 when it does not exist for this person: the answer is the same for unknown and for others' organizations.
 */
export async function accessOf(database: Database, userId: string, organizationId?: string): Promise<Access> {
  const named = organizationId ?? (await lastOrganization(database, userId))
  const access = named ? await membershipIn(database, userId, named) : undefined
  if (access) return access
  if (organizationId !== undefined) {
    throw new Problem('not-found', 'There is no such organization, or you are not a member of it', {
      organization: true,
    })
  }
  const fallback = await membershipIn(database, userId, await personal(database, userId))
  if (fallback) return fallback
  throw new Problem('not-found', 'You are not a member of any organization', { organization: true })
}

/** One row by its key, in one round trip: asked on every request. */
async function membershipIn(database: Database, userId: string, organizationId: string): Promise<Access | undefined> {
  const [row] = await database.read<{ memberId: string; role: Role }>(
    { organizationId, userId },
    sql`select id as "memberId", role from membership
        where organization_id = ${organizationId}::uuid and user_id = ${userId}::uuid and deleted_at is null`,
  )
  return row && { organizationId, userId, ...row }
}

async function lastOrganization(database: Database, userId: string): Promise<string | null> {
  const user = await database.shared.user.findUnique({ where: { id: userId }, select: { lastOrganizationId: true } })
  return user?.lastOrganizationId ?? null
}

async function personal(database: Database, userId: string): Promise<string> {
  const all = await membershipsOf(database, userId)
  const found = all.find((membership) => membership.organization.isPersonal) ?? all[0]
  if (found) return found.organization.id
  throw new Problem('not-found', 'You are not a member of any organization', { organization: true })
}

export interface MembershipAnswer {
  memberId: string
  role: Role
  organization: { id: string; slug: string; name: string; isPersonal: boolean }
}

/** The organizations a person belongs to, the personal workspace last. */
export async function membershipsOf(database: Database, userId: string): Promise<MembershipAnswer[]> {
  return database.read<MembershipAnswer>(
    { organizationId: null, userId },
    sql`select m.id as "memberId", m.role,
          json_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'isPersonal', o.is_personal) as organization
        from membership m join organization o on o.id = m.organization_id
        where m.user_id = ${userId}::uuid and m.deleted_at is null order by o.is_personal, o.name`,
  )
}
