import type { SignedIn } from '../auth/signedIn.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Access } from '../records/access.ts'
import type { Role } from '../resources/roles.ts'
import { settingsOf, type OrganizationSettings } from '../resources/settings.ts'

/** An organization as one of its members sees it. */
export interface OrganizationAnswer {
  id: string
  slug: string
  name: string
  isPersonal: boolean
  role: Role
  settings: OrganizationSettings
  version: number
  /** Set on deleted ones, which their owners can restore until `purgeAt`. */
  deletedAt: Date | null
  purgeAt: Date | null
}

const answered = sql`o.id, o.slug, o.name, o.is_personal as "isPersonal", m.role, o.settings, o.version,
  o.deleted_at as "deletedAt", o.purge_at as "purgeAt"`

/** A person's organizations, the personal workspace after the teams; last those they own that can still be restored. */
export async function listOrganizations(
  database: Database,
  { userId }: SignedIn,
  now: Date,
): Promise<OrganizationAnswer[]> {
  const rows = await database.read<OrganizationAnswer>(
    { organizationId: null, userId },
    sql`select ${answered} from membership m join organization o on o.id = m.organization_id
        where m.user_id = ${userId}::uuid and m.deleted_at is null
          and (o.deleted_at is null or (m.role = 'ORG_OWNER' and o.purge_at > ${now.toISOString()}::timestamptz))
        order by o.deleted_at is not null, o.is_personal, o.name`,
  )
  return rows.map(withDefaults)
}

/** One organization. Throws 404 when it has just been deleted. */
export async function showOrganization(database: Database, access: Access): Promise<OrganizationAnswer> {
  const [row] = await database.read<OrganizationAnswer>(
    access,
    sql`select ${answered} from membership m join organization o on o.id = m.organization_id and o.deleted_at is null
        where m.organization_id = ${access.organizationId}::uuid and m.id = ${access.memberId}::uuid`,
  )
  if (row) return withDefaults(row)
  throw notFound('organizations')
}

const withDefaults = (row: OrganizationAnswer): OrganizationAnswer => ({ ...row, settings: settingsOf(row.settings) })
