import type { SignedIn } from '../auth/sessionStore.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { Access } from '../records/access.ts'
import type { Role } from '../resources/roles.ts'

/** What a person is in one organization. */
export interface Membership {
  memberId: string
  organizationId: string
  role: Role
}

/**
 * The member a person is in an organization, by default in the one last used, else in the personal workspace.
 * Throws 404 when it does not exist for this person: the answer is the same for unknown and for others' organizations.
 */
export async function accessOf(database: Database, person: SignedIn, organizationId?: string): Promise<Access> {
  const { userId, memberships } = person
  const id = organizationId ?? (await usualOrganization(database, person))
  const membership = memberships.find((candidate) => candidate.organizationId === id)
  if (membership) return { userId, ...membership }
  throw notAMember()
}

const notAMember = () =>
  new Problem('not-found', 'There is no such organization, or you are not a member of it', { organization: true })

/** The same without a session, for jobs and commands. */
export async function accessIn(database: Database, userId: string, organizationId: string): Promise<Access> {
  const [row] = await database.read<{ memberId: string; role: Role }>(
    { organizationId, userId },
    sql`select id as "memberId", role from membership
        where organization_id = ${organizationId}::uuid and user_id = ${userId}::uuid and deleted_at is null`,
  )
  if (row) return { organizationId, userId, ...row }
  throw notAMember()
}

async function usualOrganization(database: Database, { userId, memberships }: SignedIn): Promise<string | undefined> {
  const user = await database.shared.user.findUnique({ where: { id: userId }, select: { lastOrganizationId: true } })
  const last = user?.lastOrganizationId
  if (memberships.some(({ organizationId }) => organizationId === last)) return last ?? undefined
  const described = await membershipsOf(database, userId)
  return (described.find(({ organization }) => organization.isPersonal) ?? described[0])?.organization.id
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
