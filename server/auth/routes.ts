import { Router, type Request, type RequestHandler } from 'express'
import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { invalid, Problem } from '../errors.ts'
import { requestedOrganization, signedInOf } from '../http/organization.ts'
import { membershipsOf } from '../organizations/access.ts'
import { toFieldErrors } from '../records/schemas.ts'
import type { signInStrategies } from './signIn.ts'

const Credentials = z.strictObject({
  email: z
    .string()
    .min(1)
    .max(254)
    .regex(/^[^\0]*$/),
  password: z.string().min(1).max(1000),
})

/** `/api/auth`: sign in, sign out, and who am I. */
export function authRoutes(database: Database, passport: ReturnType<typeof signInStrategies>): Router {
  const router = Router()
  router.post('/login', checkCredentials, login(passport), async (req, res) => {
    res.json(await describeUser(database, req.user?.id))
  })
  router.post('/logout', (req, res, next) => {
    req.session.destroy((error: unknown) => {
      if (error) return next(error)
      res.clearCookie('oikion.sid').status(204).end()
    })
  })
  router.get('/me', async (req, res) => {
    await rememberOrganization(database, req)
    res.json(await describeUser(database, signedInOf(req).userId))
  })
  return router
}

const checkCredentials: RequestHandler = (req, _res, next) => {
  const parsed = Credentials.safeParse(req.body)
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(toFieldErrors))
  next()
}

/** Passport gives the session a new id at sign-in, so that one planted before is worth nothing. */
function login(passport: ReturnType<typeof signInStrategies>): RequestHandler {
  return (req, res, next) => {
    const done = (error: unknown, user?: Express.User | false) => {
      if (error) return next(error)
      if (!user) return next(new Problem('credentials', 'E-mail or password is wrong'))
      req.logIn(user, (failed: unknown) => {
        if (failed) return next(failed)
        req.session.signedInAt = req.session.renewedAt = Date.now()
        next()
      })
    }
    const authenticate = passport.authenticate('local', done) as RequestHandler
    void authenticate(req, res, next)
  }
}

async function describeUser(database: Database, id = '') {
  const [user, memberships] = await Promise.all([
    database.shared.user.findUnique({
      where: { id },
      select: { id: true, email: true, name: true, lastOrganizationId: true },
    }),
    membershipsOf(database, id),
  ])
  if (!user) throw new Problem('unauthenticated', 'This account no longer exists')
  const { lastOrganizationId, ...person } = user
  return { user: person, memberships, lastOrganizationId }
}

/** The organization a page is opened in becomes the one that counts where none is named. */
async function rememberOrganization(database: Database, req: Request): Promise<void> {
  const { userId: id, memberships } = signedInOf(req)
  const organizationId = requestedOrganization(req)
  if (!memberships.some((membership) => membership.organizationId === organizationId)) return
  await database.shared.user.updateMany({
    where: { id, OR: [{ lastOrganizationId: null }, { lastOrganizationId: { not: organizationId } }] },
    data: { lastOrganizationId: organizationId },
  })
}
