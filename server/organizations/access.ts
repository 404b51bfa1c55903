import type { SignedIn } from '../auth/signedIn.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { Access } from '../records/access.ts'
import { atLeast, roles, type Role } from '../resources/roles.ts'
import { settingsOf, type OrganizationSettings } from '../resources/settings.ts'

/** What a person is in one organization. */
export interface Membership {
  memberId: string
  organizationId: string
  role: Role
  isPersonal: boolean
  settings: OrganizationSettings
  /** When the person last asked anything of this organization, to the quarter of an hour. */
  lastSeenAt: string | null
}

/**
 * The access a person or an API token has to an organization: by default the one last used, else the personal
 * workspace. Throws 404 when it does not exist for them: the answer is the same for unknown and for others'
 * organizations; and 403 when the organization wants a second factor that they lack.
 */
export async function accessOf(
  database: Database,
  asking: SignedIn,
  organizationId: string | undefined,
  now: Date,
): Promise<Access> {
  const id = organizationId ?? (await usualOrganization(database, asking))
  const membership = asking.memberships.find((candidate) => candidate.organizationId === id)
  if (!membership) throw notAMember()
  if (lacksSecondFactor(membership, asking)) {
    throw new Problem(
      'second-factor-required',
      'This organization wants a second factor of owners and administrators',
      {
        organizationId: membership.organizationId,
      },
    )
  }
  await noteSeen(database, asking, membership, now)
  return narrowed(asking, membership, now)
}

/** The same at a later moment, from what was just read: asks and writes nothing. Undefined where `accessOf` throws. */
export function accessNow(asking: SignedIn, organizationId: string, now: Date): Access | undefined {
  const membership = asking.memberships.find((candidate) => candidate.organizationId === organizationId)
  if (!membership || lacksSecondFactor(membership, asking)) return undefined
  return narrowed(asking, membership, now)
}

const notAMember = () =>
  new Problem('not-found', 'There is no such organization, or you are not a member of it', { organization: true })

/** Whether the organization's policy keeps this person out until they have set up a second factor. */
export function lacksSecondFactor(
  { settings, role }: Pick<Membership, 'settings' | 'role'>,
  { hasSecondFactor }: { hasSecondFactor: boolean },
): boolean {
  return settings.requireSecondFactor && atLeast(role, 'ADMIN') && !hasSecondFactor
}

/** A token's role and scopes, or the role that an owner looks through, in place of the member's own. */
function narrowed({ userId, token, viewAs }: SignedIn, membership: Membership, now: Date): Access {
  const { memberId, organizationId, role, isPersonal, settings } = membership
  const access: Access = { userId, memberId, organizationId, role, isPersonal, settings }
  if (token) return { ...access, role: lower(role, token.role), token: { id: token.id, scopes: token.scopes } }
  if (viewAs && viewAs.organizationId === organizationId && now < new Date(viewAs.until)) {
    return { ...access, role: lower(role, viewAs.role), isReadOnly: true }
  }
  return access
}

const lower = (a: Role, b: Role): Role => roles[Math.min(roles.indexOf(a), roles.indexOf(b))] ?? 'VIEWER'

const seenEvery = 15 * 60_000

async function noteSeen(database: Database, { token }: SignedIn, membership: Membership, now: Date): Promise<void> {
  const { lastSeenAt, memberId, organizationId } = membership
  if (token || (lastSeenAt && now.getTime() - new Date(lastSeenAt).getTime() < seenEvery)) return
  await database.withOrganization({ organizationId, userId: '' }, (tx) =>
    tx.query(sql`update membership set last_seen_at = ${now.toISOString()}::timestamptz
      where organization_id = ${organizationId}::uuid and id = ${memberId}::uuid`),
  )
}

/** The same without a session, for jobs and commands. */
export async function accessIn(database: Database, userId: string, organizationId: string): Promise<Access> {
  const [row] = await database.read<Pick<Access, 'memberId' | 'role' | 'isPersonal' | 'settings'>>(
    { organizationId, userId },
    sql`select m.id as "memberId", m.role, o.is_personal as "isPersonal", o.settings
        from membership m join organization o on o.id = m.organization_id and o.deleted_at is null
        where m.organization_id = ${organizationId}::uuid and m.user_id = ${userId}::uuid and m.deleted_at is null`,
  )
  if (row) return { organizationId, userId, ...row, settings: settingsOf(row.settings) }
  throw notAMember()
}

async function usualOrganization(database: Database, { userId, memberships, token }: SignedIn) {
  if (token) return memberships[0]?.organizationId
  const user = await database.shared.user.findUnique({ where: { id: userId }, select: { lastOrganizationId: true } })
  const last = memberships.find(({ organizationId }) => organizationId === user?.lastOrganizationId)
  return (last ?? memberships.find(({ isPersonal }) => isPersonal) ?? memberships[0])?.organizationId
}

export interface MembershipAnswer {
  memberId: string
  role: Role
  settings: OrganizationSettings
  organization: { id: string; slug: string; name: string; isPersonal: boolean }
}

/** The organizations a person belongs to, the personal workspace last. */
export async function membershipsOf(database: Database, userId: string): Promise<MembershipAnswer[]> {
  const rows = await database.read<MembershipAnswer>(
    { organizationId: null, userId },
    sql`select m.id as "memberId", m.role, o.settings,
          json_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'isPersonal', o.is_personal) as organization
        from membership m join organization o on o.id = m.organization_id
        where m.user_id = ${userId}::uuid and m.deleted_at is null and o.deleted_at is null order by o.is_personal, o.name`,
  )
  for (const row of rows) row.settings = settingsOf(row.settings)
  return rows
}
