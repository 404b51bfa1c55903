import type { Request, RequestHandler, Response } from 'express'
import type { Passport } from 'passport'
import { Strategy as CustomStrategy } from 'passport-custom'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { hashToken } from './secrets.ts'
import { toMembership, type SignedIn, type StoredMembership } from './signedIn.ts'

const strategyName = 'api-token'

interface FoundToken {
  id: string
  role: NonNullable<SignedIn['token']>['role']
  scopes: string[]
  lastUsedAt: string | null
  person: { id: string; hasSecondFactor: boolean }
  membership: StoredMembership
}

/** Passport's strategy for `Authorization: Bearer …`: who a living token speaks for, and in which organization. */
function apiTokenStrategy(database: Database) {
  return new CustomStrategy((req, done) => {
    signedInBy(database, bearerOf(req) ?? '').then((signedIn) => done(null, signedIn ?? false), done)
  })
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
  passport.use(strategyName, apiTokenStrategy(database))
  return async (req, res, next) => {
    if (bearerOf(req) === undefined) return next()
    req.signedIn = await ownerOfToken(passport, req, res)
    if (!req.signedIn) {
      res.set('WWW-Authenticate', 'Bearer')
      throw new Problem('unauthenticated', 'This API token is unknown, revoked or expired')
    }
    await noteUse(database, req.signedIn, now())
    next()
  }
}

function ownerOfToken(passport: InstanceType<typeof Passport>, req: Request, res: Response) {
  return new Promise<SignedIn | undefined>((resolve, reject) => {
    const done = (error: unknown, signedIn?: SignedIn | false) =>
      error
        ? reject(error instanceof Error ? error : new Error('The token could not be read'))
        : resolve(signedIn || undefined)
    const authenticate = passport.authenticate(strategyName, { session: false }, done) as RequestHandler
    void authenticate(req, res, reject)
  })
}

function bearerOf(req: Request): string | undefined {
  return /^Bearer(?: +(.*))?$/i
    .exec(req.get('authorization') ?? '')
    ?.slice(1)
    .map((token) => token ?? '')[0]
}

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
