import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { LoginTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { insertPersonalWorkspace, insertUser, type NewUser, type Person } from '../organizations/create.ts'
import type { ActivityKind } from '../resources/activityKinds.ts'
import type { Language } from '../resources/settings.ts'

/** What signing in and changing an account need to know of a person. */
export interface Account extends Person {
  locale: Language
  passwordHash: string | null
  hasSecondFactor: boolean
}

const account = sql`select id, email, name, locale, password_hash as "passwordHash",
  totp_confirmed_at is not null as "hasSecondFactor" from "user"`

/** Addresses are compared in lower case. */
export const emailKey = (email: string): string => email.trim().toLowerCase()

/** By its address; in a transaction, or by itself. */
export async function accountByEmail(by: Database | LoginTransaction, email: string): Promise<Account | undefined> {
  const statement = sql`${account} where email = ${emailKey(email)}`
  const [found] = await ('ask' in by ? by.ask<Account>(statement) : by.query<Account>(statement))
  return found
}

/** Throws 401 when the account has been deleted meanwhile. */
export async function accountById(database: Database, id: string): Promise<Account> {
  const [found] = await database.ask<Account>(sql`${account} where id = ${id}::uuid`)
  if (found) return found
  throw new Problem('unauthenticated', 'This account no longer exists')
}

/** Makes a person with the workspace that everybody has. Throws 409 when the address has an account already. */
export async function createAccount(tx: LoginTransaction, user: Omit<NewUser, 'id'>): Promise<Person> {
  const person = { ...user, id: uuid() }
  if (await accountByEmail(tx, user.email)) {
    throw new Problem('conflict', 'This address has an account already; sign in instead')
  }
  await insertUser(tx, person)
  await insertPersonalWorkspace(tx, person, user.locale)
  return { id: person.id, email: person.email, name: person.name }
}

/** Makes a missing personal workspace anew (domain §1). */
export async function ensurePersonalWorkspace(database: Database, userId: string): Promise<void> {
  const [person] = await database.ask<Person & { locale: Language; hasWorkspace: boolean }>(sql`
    select u.id, u.email, u.name, u.locale,
      exists (select from organization o where o.personal_user_id = u.id) as "hasWorkspace"
    from "user" u where u.id = ${userId}::uuid`)
  if (!person || person.hasWorkspace) return
  await database
    .asLogin((tx) => insertPersonalWorkspace(tx, person, person.locale))
    .catch((error: { constraint?: string }) => {
      // Two sign-ins at the same moment: the other one has made it.
      if (error.constraint !== 'organization_personal_user_id_key') throw error
    })
}

/** Writes what a person did to their access into the feed of each of their organizations. */
export const logPerson = (userId: string, kind: ActivityKind, facts: object, now: Date, byPerson = true) =>
  sql`select oikion_log_person(${userId}::uuid, ${kind}::text, ${JSON.stringify(facts)}::jsonb, ${now.toISOString()}::timestamptz, ${byPerson}::boolean)`
