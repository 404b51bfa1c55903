import slugify from '@sindresorhus/slugify'
import { randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { sql } from '../database/sql.ts'
import type { LoginTransaction } from '../database/tenant.ts'
import { searchable } from '../resources/fold.ts'
import type { Language } from '../resources/settings.ts'

export interface Person {
  id: string
  email: string
  name: string
}

export interface NewUser extends Person {
  /** None for people who come by Google. */
  passwordHash: string | null
  locale?: Language
  googleSubject?: string
}

export interface NewOrganization {
  id: string
  slug: string
  name: string
  isPersonal?: boolean
  language?: Language
}

/** Writes a person. */
export async function insertUser(tx: LoginTransaction, user: NewUser): Promise<void> {
  const { id, email, name, passwordHash, locale = 'el', googleSubject = null } = user
  await tx.query(sql`
    insert into "user" (id, email, name, password_hash, locale, google_subject)
    values (${id}::uuid, ${email}, ${name}, ${passwordHash}, ${locale}, ${googleSubject})`)
}

/** Writes an organization with its first owner, which PostgreSQL wants in one transaction. Answers the member's id. */
export async function insertOrganization(
  tx: LoginTransaction,
  organization: NewOrganization,
  owner: Person,
): Promise<string> {
  const { id, slug, name, isPersonal = false, language = 'el' } = organization
  const memberId = uuid()
  const personalUserId = isPersonal ? owner.id : null
  const [stored] = await tx.query<{ hasSecondFactor: boolean }>(sql`
    insert into organization (id, slug, name, is_personal, personal_user_id, settings)
    values (${id}::uuid, ${slug}, ${name}, ${isPersonal}, ${personalUserId}::uuid, ${JSON.stringify({ language })}::jsonb)
    returning (select totp_confirmed_at is not null from "user" where id = ${owner.id}::uuid) as "hasSecondFactor"`)
  await tx.inOrganization({ organizationId: id, userId: owner.id }, (inside) =>
    inside.query(sql`
      insert into membership (organization_id, id, user_id, role, name, email, search_text, has_second_factor)
      values (${id}::uuid, ${memberId}::uuid, ${owner.id}::uuid, 'ORG_OWNER', ${owner.name}, ${owner.email},
        ${searchable(`${owner.name} ${owner.email}`)}, ${stored?.hasSecondFactor ?? false})`),
  )
  return memberId
}

/** The workspace that everybody has for themself. */
export async function insertPersonalWorkspace(tx: LoginTransaction, owner: Person, language?: Language): Promise<void> {
  const slug = `${slugOf(owner.name) || 'my'}-${randomBytes(4).toString('hex')}`
  await insertOrganization(tx, { id: uuid(), slug, name: owner.name, isPersonal: true, language }, owner)
}

/** Greek diphthongs as ELOT 743 writes them, where letter by letter would be wrong. */
const diphthongs: [string, string][] = [
  ['ου', 'ou'],
  ['ού', 'ou'],
  ['αυ', 'av'],
  ['αύ', 'av'],
  ['ευ', 'ev'],
  ['εύ', 'ev'],
]

/** A name as an address: small Latin letters, digits and hyphens; Greek is transliterated. May be empty. */
export const slugOf = (name: string): string =>
  slugify(name, { customReplacements: diphthongs })
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
