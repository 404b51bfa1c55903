import { randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { accountById, type Account } from '../auth/accounts.ts'
import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { defaultSettings } from '../resources/settings.ts'
import { line } from '../resources/shapes.ts'
import { insertOrganization, slugOf, type NewOrganization } from './create.ts'
import { logOrganization } from './log.ts'

/** The part of an address that names an organization. */
export const slug = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'must be small letters a to z, digits and single hyphens' })

export const organizationName = line(100)
export const OrganizationWanted = z.strictObject({ name: organizationName, slug: slug.optional() })

/**
 * Founds a team organization that the person owns. Without a slug it is made from the name, with a suffix when that is
 * taken. Throws 409 when a wanted slug is taken.
 */
export async function foundOrganization(
  database: Database,
  userId: string,
  { name, slug }: z.infer<typeof OrganizationWanted>,
  now: Date,
): Promise<{ id: string; memberId: string }> {
  const owner = await accountById(database, userId)
  const wanted = { id: uuid(), name, language: owner.locale }
  if (slug !== undefined) return insert(database, owner, { ...wanted, slug }, now)
  const usual = slugOf(name)
  const distinct = `${usual || 'team'}-${randomBytes(4).toString('hex')}`
  if (usual.length < 2) return insert(database, owner, { ...wanted, slug: distinct }, now)
  try {
    return await insert(database, owner, { ...wanted, slug: usual }, now)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return insert(database, owner, { ...wanted, slug: distinct }, now)
  }
}

function insert(database: Database, owner: Account, organization: NewOrganization, now: Date) {
  const { id, name } = organization
  return refuseTaken(() =>
    database.asLogin(async (tx) => {
      const memberId = await insertOrganization(tx, organization, owner)
      const access = { organizationId: id, userId: owner.id, memberId, role: 'ORG_OWNER', settings: defaultSettings, isPersonal: false } as const // prettier-ignore
      await tx.inOrganization(access, (inside) => logOrganization(inside, 'create', { access, now }, { title: name }))
      return { id, memberId }
    }),
  )
}

/** Runs what writes a slug. Throws 409 on `/slug` when another organization has it, deleted ones included. */
export async function refuseTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'organization_slug_key') throw error
    const detail = 'is already the address of another organization'
    throw new Problem('conflict', say('{field}: {fault}', { field: 'slug', fault: detail }), {
      errors: [{ pointer: '/slug', detail }],
    })
  }
}
