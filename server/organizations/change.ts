import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { LoginTransaction, Row } from '../database/tenant.ts'
import { invalid, notFound, Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import type { Access } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { resources } from '../resources/index.ts'
import { canBeNarrowed } from '../resources/visibility.ts'
import { OrganizationSettings, settingsOf } from '../resources/settings.ts'
import { organizationName, refuseTaken, slug } from './found.ts'
import type { OrganizationAnswer } from './list.ts'
import { logOrganization } from './log.ts'

/** Settings left out stay as they are, and so does the visibility of resources left out. */
export const OrganizationChanges = z
  .strictObject({
    name: organizationName.optional(),
    slug: slug.optional(),
    settings: OrganizationSettings.partial().optional(),
  })
  .superRefine(({ settings }, context) => {
    for (const resource of Object.keys(settings?.visibility ?? {})) {
      if (Object.hasOwn(resources, resource) && canBeNarrowed(resources[resource]!)) continue
      const path = ['settings', 'visibility', resource]
      context.addIssue({ code: 'custom', path, message: 'is not a resource that can be narrowed' })
    }
  })
export type OrganizationChanges = z.infer<typeof OrganizationChanges>

interface Stored {
  name: string
  slug: string
  settings: Partial<OrganizationSettings>
  version: number
}

/**
 * Changes name, address or settings, and writes down what was changed. Throws 409 with `current` when the organization
 * is not at `version` any more, 409 when the slug is taken, 422 for the slug of a personal workspace.
 */
export async function changeOrganization(
  database: Database,
  { access, now }: Actor,
  changes: OrganizationChanges,
  version?: number,
): Promise<OrganizationAnswer> {
  if (changes.slug !== undefined && access.isPersonal) {
    throw invalid([{ pointer: '/slug', detail: 'cannot be changed for a personal workspace' }])
  }
  return refuseTaken(() => database.asLogin((tx) => write(tx, { access, now }, changes, version)))
}

async function write(
  tx: LoginTransaction,
  { access, now }: Actor,
  changes: OrganizationChanges,
  version: number | undefined,
): Promise<OrganizationAnswer> {
  const { organizationId: id } = access
  const [before] = await tx.query<Stored>(sql`
    select name, slug, settings, version from organization
    where id = ${id}::uuid and deleted_at is null for no key update`)
  if (!before) throw notFound('organizations')
  requireVersion(access, before, version)
  const after = merged(before, changes)
  const changed = changedEntries(before, after)
  if (Object.keys(changed).length === 0) return answerOf(access, before)
  await tx.query(sql`
    update organization set name = ${after.name}, slug = ${after.slug}, version = ${after.version}::int,
      settings = ${JSON.stringify(after.settings)}::jsonb
    where id = ${id}::uuid`)
  await tx.inOrganization(access, (inside) =>
    logOrganization(inside, 'edit', { access, now }, { title: after.name, changes: changed }),
  )
  return answerOf(access, after)
}

function requireVersion(access: Access, stored: Stored, version: number | undefined): void {
  if (version === undefined || version === stored.version) return
  const detail = say('This organization was changed meanwhile: you read version {read}, it is now {now}', {
    read: version,
    now: stored.version,
  })
  throw new Problem('conflict', detail, { current: answerOf(access, stored) })
}

function merged(before: Stored, { name, slug, settings }: OrganizationChanges): Stored {
  const visibility = { ...before.settings.visibility, ...settings?.visibility }
  return {
    name: name ?? before.name,
    slug: slug ?? before.slug,
    settings: { ...before.settings, ...settings, visibility },
    version: before.version + 1,
  }
}

const answerOf = (access: Access, { name, slug, settings, version }: Stored): OrganizationAnswer => ({
  id: access.organizationId,
  slug,
  name,
  isPersonal: access.isPersonal,
  role: access.role,
  settings: settingsOf(settings),
  version,
  deletedAt: null,
  purgeAt: null,
})

/** What differs, one entry a setting, as the feed shows it: `visibility.clients: ["all", "own"]`. */
function changedEntries(before: Stored, after: Stored): Record<string, [unknown, unknown]> {
  const [old, young] = [entriesOf(before), entriesOf(after)]
  const names = [...new Set([...Object.keys(old), ...Object.keys(young)])]
  const valueOf = (entries: Row, name: string) => entries[name] ?? (name.startsWith('visibility.') ? 'all' : null)
  return Object.fromEntries(
    names
      .map((name): [string, [unknown, unknown]] => [name, [valueOf(old, name), valueOf(young, name)]])
      .filter(([, [was, is]]) => was !== is),
  )
}

function entriesOf({ name, slug, settings }: Stored): Row {
  const { visibility, ...plain } = settingsOf(settings)
  const narrowed = Object.entries(visibility).map(([resource, seen]) => [`visibility.${resource}`, seen])
  return { name, slug, ...plain, ...Object.fromEntries(narrowed) }
}
