import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { hashToken } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { invalid, Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import type { Actor } from '../records/actor.ts'
import { insertRecords } from '../records/create.ts'
import { newRecord, type WrittenRecord } from '../records/write.ts'
import { apiTokens } from '../resources/api-tokens.ts'
import { atLeast, roles } from '../resources/roles.ts'
import { tokenScopes } from '../resources/scopes.ts'
import { line } from '../resources/shapes.ts'

/** How every API token begins, so that scanners find one that has leaked. */
export const tokenPrefix = 'oik_'

export const TokenWanted = z.strictObject({
  name: line(100),
  role: z.enum(roles),
  scopes: z
    .array(z.string().refine((scope) => tokenScopes.includes(scope), { error: 'is not a scope' }))
    .min(1)
    .max(tokenScopes.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, { error: 'must not repeat a scope' }),
  expiresAt: z.iso
    .datetime()
    .transform((instant) => new Date(instant).toISOString())
    .nullable(),
})

/**
 * Makes an API token. It is told only now: of its 32 random bytes the database keeps the hash. Throws 403 for a role
 * above one's own, 422 for an expiry that has passed.
 */
export async function makeToken(
  database: Database,
  actor: Actor,
  wanted: z.infer<typeof TokenWanted>,
): Promise<{ record: WrittenRecord; token: string }> {
  const { access, now } = actor
  if (!atLeast(access.role, wanted.role)) {
    const values = { role: access.role, wanted: wanted.role }
    const detail = say('As {role} you may not make a token that acts as {wanted}', values)
    throw new Problem('forbidden', detail, { action: 'manageTokens', resource: apiTokens.name })
  }
  if (wanted.expiresAt !== null && wanted.expiresAt <= now.toISOString()) {
    throw invalid([{ pointer: '/expiresAt', detail: 'must be in the future' }])
  }
  const secret = randomBytes(32).toString('base64url')
  const token = tokenPrefix + secret
  const row = newRecord({ ...wanted, prefix: tokenPrefix + secret.slice(0, 6) }, actor)
  const record = await database.withOrganization(access, async (tx) => {
    const [written] = await insertRecords(tx, apiTokens, [row], actor)
    if (!written) throw new Error('The insert answered no row')
    await tx.query(sql`
      update api_token set token_hash = ${hashToken(token)}::bytea
      where organization_id = ${access.organizationId}::uuid and id = ${written.id}::uuid`)
    return written
  })
  return { record, token }
}
