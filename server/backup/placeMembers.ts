import { v7 as uuid } from 'uuid'
import type { OwnerConnection } from '../database/ownerConnection.ts'
import { PlainError } from '../plain-error.ts'
import { searchable } from '../resources/fold.ts'

/** Who signs in with this address. */
export async function personOf({ query }: OwnerConnection, owner: string) {
  const [person] = await query<{ id: string; name: string; email: string; hasSecondFactor: boolean }>(
    `select id, name, email, totp_confirmed_at is not null as "hasSecondFactor" from "user" where email = $1`,
    [owner.trim().toLowerCase()],
  )
  if (!person) throw new PlainError(`Nobody signs in with the e-mail address ${owner}.`)
  return person
}

/**
 * Finds the people of the staged members by their e-mail addresses. Whom nobody signs in as becomes a former member, and
 * the named owner one who owns, whoever they were before.
 */
export async function placeMembers(
  connection: OwnerConnection,
  owner: string,
): Promise<{ ownerId: string; strangers: string[] }> {
  const person = await personOf(connection, owner)
  await connection.query('alter table staged add user_id uuid, add has_second_factor boolean not null default false')
  const [before] = await connection.query<{ id: string }>(
    'select id from staged where email = $1 order by deleted_at is not null, created_at desc limit 1',
    [person.email],
  )
  const ownerId = before?.id ?? uuid()
  await (before
    ? connection.query(`update staged set role = 'ORG_OWNER', deleted_at = null where id = $1`, [ownerId])
    : connection.query(
        `insert into staged (id, role, name, email, search_text, created_at, updated_at, version, notice_settings)
         values ($1, 'ORG_OWNER', $2, $3, $4, now(), now(), 1, '{}')`,
        [ownerId, person.name, person.email, searchable(`${person.name} ${person.email}`)],
      ))
  // One membership a person: another of the owner's would be a former one.
  await connection.query(
    `update staged s set user_id = u.id, name = u.name, has_second_factor = u.totp_confirmed_at is not null
     from "user" u where u.email = s.email and s.deleted_at is null and (u.id <> $1 or s.id = $2)`,
    [person.id, ownerId],
  )
  const strangers = await connection.query<{ email: string }>(
    `update staged set deleted_at = now() where deleted_at is null and user_id is null returning email`,
  )
  return { ownerId, strangers: strangers.map(({ email }) => email).filter(Boolean) }
}
