import type { Request, RequestHandler } from 'express'
import type { Passport } from 'passport'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { hashToken } from './secrets.ts'
import { toMembership, type SignedIn, type StoredMembership } from './signedIn.ts'
import { custom, proven } from './strategies.ts'

const strategyName = 'api-token'

interface FoundToken {
  id: string
  role: NonNullable<SignedIn['token']>['role']
  scopes: string[]
  lastUsedAt: string | null
  person: { id: string; hasSecondFactor: boolean }
  membership: StoredMembership
}

/**
 * Reads an API token into `req.signedIn`; a request without one goes on to its session. Throws 401 for a token that is
 * unknown, revoked, expired, or whose maker is a member no more.
 */
export function authenticateToken(
  database: Database,
  passport: InstanceType<typeof Passport>,
  now: () => Date,
): RequestHandler {
  passport.use(
    strategyName,
    custom((req) => signedInBy(database, bearerOf(req) ?? '')),
  )
  return async (req, res, next) => {
    if (bearerOf(req) === undefined) return next()
    req.signedIn = await proven<SignedIn>(passport, strategyName, req, res)
    if (!req.signedIn) {
      res.set('WWW-Authenticate', 'Bearer')
      throw new Problem('unauthenticated', 'This API token is unknown, revoked or expired')
    }
    await noteUse(database, req.signedIn, now())
    next()
  }
}

function bearerOf(req: Request): string | undefined {
  return /^Bearer(?: +(.*))?$/i
    .exec(req.get('authorization') ?? '')
    ?.slice(1)
    .map((token) => token ?? '')[0]
}

/** Who a living token speaks for, and in which organization. */
async function signedInBy(database: Database, token: string): Promise<SignedIn | undefined> {
  const [row] = await database.ask<{ found: FoundToken | null }>(
    sql`select oikion_token(${hashToken(token)}::bytea) as found`,
  )
  if (!row?.found) return undefined
  const { person, membership, ...found } = row.found
  return {
    userId: person.id,
    hasSecondFactor: person.hasSecondFactor,
    memberships: [toMembership(membership)],
    token: found,
  }
}

const minute = 60_000

/** Writes down when the token was used, once a minute at most. */
async function noteUse(database: Database, { token, userId, memberships }: SignedIn, now: Date): Promise<void> {
  const organizationId = memberships[0]?.organizationId
  if (!token || !organizationId) return
  if (token.lastUsedAt && now.getTime() - new Date(token.lastUsedAt).getTime() < minute) return
  await database.withOrganization({ organizationId, userId }, (tx) =>
    tx.query(sql`
      update api_token set last_used_at = ${now.toISOString()}::timestamptz
      where organization_id = ${organizationId}::uuid and id = ${token.id}::uuid`),
  )
}
