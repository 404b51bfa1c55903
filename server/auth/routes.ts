import { Router, type Request } from 'express'
import type { Passport } from 'passport'
import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { invalid, Problem } from '../errors.ts'
import { personOf, requestedOrganization, signedInOf } from '../http/organization.ts'
import { lookUpInvitation } from '../organizations/lookUp.ts'
import { ByToken, read, typedEmail, typedPassword } from './bodies.ts'
import { answer, complete, goOn } from './complete.ts'
import { googleRoutes, type OpenIdProvider } from './google.ts'
import { describeUser } from './me.ts'
import { recoveryRoutes } from './recovery.ts'
import { registerRoutes } from './register.ts'
import { cookieName } from './sessions.ts'
import { proven, type SignInDeps } from './strategies.ts'

export const Credentials = z.strictObject({ email: typedEmail, password: typedPassword })
export const Code = z.strictObject({ code: z.string().trim().min(6).max(20) })

export interface AuthRoutes extends SignInDeps {
  provider?: OpenIdProvider
  /** Where people reach this server, without a slash at the end: mailed links lead there. */
  publicUrl: string
}

/** `/api/auth`: every way in, the way out, and who am I. */
export function authRoutes(deps: AuthRoutes, passport: InstanceType<typeof Passport>): Router {
  const { database, limits, now, provider, isProduction } = deps
  const router = Router()

  router.get('/ways', (_req, res) => {
    res.json({ password: true, magicLink: true, google: provider !== undefined })
  })

  router.post('/login', async (req, res) => {
    read(Credentials, req)
    const user = await proven(passport, 'local', req, res)
    if (!user) throw new Problem('credentials', 'E-mail or password is wrong')
    await answer(deps, { req, res }, user.id, await goOn(deps, { req, res }, user.id, 'password'))
  })

  router.post('/magic-link/confirm', async (req, res) => {
    read(ByToken, req)
    await limits.count('link', { address: req.ip })
    const user = await proven(passport, 'magic-link', req, res)
    if (!user) throw new Problem('link', 'This link does not work')
    await answer(deps, { req, res }, user.id, await goOn(deps, { req, res }, user.id, 'magic-link'))
  })

  router.post('/second-factor', async (req, res) => {
    read(Code, req)
    const user = await proven(passport, 'second-factor', req, res)
    if (!user) throw invalid([{ pointer: '/code', detail: 'is wrong, or was used already' }])
    await complete(deps, { req, res }, user.id, `${req.session.pending?.method} and second factor`)
    await answer(deps, { req, res }, user.id, true)
  })

  router.post('/invitation', async (req, res) => {
    const { token } = read(ByToken, req)
    await limits.count('link', { address: req.ip })
    const found = await lookUpInvitation(database, token, now())
    if (!found) throw new Problem('not-found', 'There is no such invitation; a newer one may have been sent')
    res.json(found)
  })

  router.use(registerRoutes(deps))
  router.use(recoveryRoutes(deps))
  router.use(googleRoutes(deps, passport, deps))

  router.post('/logout', (req, res, next) => {
    req.session.destroy((error: unknown) => {
      if (error) return next(error)
      res.clearCookie(cookieName('oikion.sid', isProduction), { path: '/', secure: isProduction, httpOnly: true })
      res.status(204).end()
    })
  })

  router.get('/me', async (req, res) => {
    signedInOf(req)
    await rememberOrganization(database, req)
    res.json(await describeUser(database, req, personOf(req).userId, now()))
  })
  return router
}

/** The organization a page is opened in becomes the one that counts where none is named. */
async function rememberOrganization(database: Database, req: Request): Promise<void> {
  const { userId, memberships } = personOf(req)
  const organizationId = requestedOrganization(req)
  if (!organizationId || !memberships.some((membership) => membership.organizationId === organizationId)) return
  await database.ask(sql`
    update "user" set last_organization_id = ${organizationId}::uuid
    where id = ${userId}::uuid and last_organization_id is distinct from ${organizationId}::uuid`)
}
