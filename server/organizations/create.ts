import { v7 as uuid } from 'uuid'
import { fold } from '../resources/fold.ts'

interface Client {
  query(text: string, values?: unknown[]): Promise<unknown>
}

export interface Person {
  id: string
  email: string
  name: string
  passwordHash: string
}

export interface NewOrganization {
  id: string
  slug: string
  name: string
  isPersonal?: boolean
}

/** Writes a person. Runs as the login role, in the caller's transaction. */
export async function insertUser(client: Client, { id, email, name, passwordHash }: Person): Promise<void> {
  await client.query(`insert into "user" (id, email, name, password_hash) values ($1, $2, $3, $4)`, [
    id,
    email,
    name,
    passwordHash,
  ])
}

/**
 * Writes an organization with its first owner, which PostgreSQL wants in one transaction: the caller's. The
 * organization is the login role's to write, the membership the tenant role's. Answers the member's id.
 */
export async function insertOrganization(
  client: Client,
  organization: NewOrganization,
  owner: Omit<Person, 'passwordHash'>,
): Promise<string> {
  const { id, slug, name, isPersonal = false } = organization
  const memberId = uuid()
  const personalUserId = isPersonal ? owner.id : null
  await client.query(
    `insert into organization (id, slug, name, is_personal, personal_user_id) values ($1, $2, $3, $4, $5)`,
    [id, slug, name, isPersonal, personalUserId],
  )
  await client.query(`select set_config('role', 'oikion_tenant', true), set_config('app.organization_id', $1, true)`, [
    id,
  ])
  await client.query(
    `insert into membership (organization_id, id, user_id, role, name, email, search_text) values ($1, $2, $3, 'ORG_OWNER', $4, $5, $6)`,
    [id, memberId, owner.id, owner.name, owner.email, fold(`${owner.name} ${owner.email}`)],
  )
  await client.query(`select set_config('role', 'none', true), set_config('app.organization_id', '', true)`)
  return memberId
}
