import type { Request, RequestHandler } from 'express'
import { validate as isUuid } from 'uuid'
import type { SignedIn } from '../auth/sessionStore.ts'
import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'
import { accessOf } from '../organizations/access.ts'
import type { Access } from '../records/access.ts'

/** Who is signed in. Throws 401 when nobody is. */
export function signedInOf(req: Request): SignedIn {
  if (req.signedIn) return req.signedIn
  throw new Problem('unauthenticated', 'Sign in to go on')
}

/** Reads organization and role from the database, on every request, into `req.access`. */
export function requireOrganization(database: Database): RequestHandler {
  return async (req, _res, next) => {
    req.access = await accessOf(database, signedInOf(req), requestedOrganization(req))
    next()
  }
}

/** The access that `requireOrganization` has put there; absence is a refusal. */
export function accessOfRequest(req: Request): Access {
  if (req.access) return req.access
  throw new Problem('unauthenticated', 'Sign in to go on')
}

/** The organization's id from the header, or for GET from `_organization`, since links cannot send headers. */
export function requestedOrganization(req: Request): string | undefined {
  const fromQuery = req.method === 'GET' ? req.query['_organization'] : undefined
  const id = req.get('x-organization-id') ?? fromQuery
  if (id === undefined) return undefined
  if (isUuid(id)) return String(id).toLowerCase()
  throw new Problem('bad-request', 'X-Organization-Id must be the id of an organization', {
    parameter: 'X-Organization-Id',
  })
}
