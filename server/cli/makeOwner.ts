import { randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { hashPassword } from '../auth/passwords.ts'
import { insertOrganization, insertPersonalWorkspace, insertUser, slugOf } from '../organizations/create.ts'
import { PlainError } from '../plain-error.ts'
import { withDatabase } from './open.ts'

export interface OwnerRequest {
  email: string
  name: string
  organization: string
  slug?: string
}

/** Makes a person, their personal workspace and an agency they own, all or nothing. Prints the password, once. */
export async function makeOwner(request: OwnerRequest): Promise<number> {
  const email = request.email.trim().toLowerCase()
  if (!z.email().safeParse(email).success) throw new PlainError(`--email: ${request.email} is not an e-mail address.`)
  const slug = request.slug ?? slugOf(request.organization)
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    throw new PlainError('--slug: give one of small letters a to z, digits and hyphens.')
  }
  const password = randomBytes(12).toString('base64url')
  const person = { id: uuid(), email, name: request.name.trim(), passwordHash: await hashPassword(password) }
  await withDatabase(async ({ database }) => {
    await database
      .asLogin(async (tx) => {
        await insertUser(tx, person)
        await insertPersonalWorkspace(tx, person)
        await insertOrganization(tx, { id: uuid(), slug, name: request.organization.trim() }, person)
      })
      .catch((error: unknown) => {
        throw taken(error, email, slug)
      })
  })
  console.log(
    `${request.organization} is ready. ${email} signs in with the password\n\n  ${password}\n\nIt is shown only now.`,
  )
  return 0
}

function taken(error: unknown, email: string, slug: string): unknown {
  const { constraint } = error as { constraint?: string }
  if (constraint === 'user_email_key') return new PlainError(`${email} signs in already.`)
  if (constraint === 'organization_slug_key')
    return new PlainError(`The slug ${slug} is taken; give another with --slug.`)
  return error
}
