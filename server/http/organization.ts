import type { Request, RequestHandler } from 'express'
import { validate as isUuid } from 'uuid'
import type { SignedIn } from '../auth/signedIn.ts'
import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { accessOf } from '../organizations/access.ts'
import type { Access } from '../records/access.ts'
import { hasRight, type Right } from '../resources/rights.ts'

/** Who is signed in, person or API token. Throws 401 when nobody is. */
export function signedInOf(req: Request): SignedIn {
  if (req.signedIn) return req.signedIn
  throw new Problem('unauthenticated', 'Sign in to go on')
}

/** The person who is signed in: what concerns accounts and organizations is closed to API tokens. Throws 401, 403. */
export function personOf(req: Request): SignedIn {
  const signedIn = signedInOf(req)
  if (!signedIn.token) return signedIn
  throw new Problem('forbidden', 'API tokens are for records only', { action: 'edit', resource: 'account' })
}

/** The member who asks, in the request's organization, with a right that is not about records. Throws 401, 403. */
export function accessWith(req: Request, right: Right): Access {
  personOf(req)
  return withRight(accessOfRequest(req), right)
}

/** The access, when it has the right. Throws 403, also while viewing as another role. */
export function withRight(access: Access, right: Right): Access {
  if (hasRight(right, refuseViewing(access))) return access
  throw new Problem('forbidden', say('As {role} you may not do this here', { role: access.role }), {
    action: right,
    resource: 'organization',
  })
}

/** The access, unless it is an owner's look through another role, which changes nothing. Throws 403. */
export function refuseViewing(access: Access): Access {
  if (!access.isReadOnly) return access
  throw new Problem('forbidden', viewing, { action: 'edit', resource: 'organization' })
}

const viewing = 'While you view as another role, nothing can be changed'

/** Reads organization and role from the database, on every request, into `req.access`. */
export function requireOrganization(database: Database, now: () => Date): RequestHandler {
  return async (req, _res, next) => {
    req.access = await accessOf(database, signedInOf(req), requestedOrganization(req), now())
    if (!['GET', 'HEAD'].includes(req.method)) refuseViewing(req.access)
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
