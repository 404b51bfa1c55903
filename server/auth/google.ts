import { Router } from 'express'
import type { IDToken } from 'openid-client'
import type { VerifyFunction } from 'openid-client/passport'
import type { Passport } from 'passport'
import { sql } from '../database/sql.ts'
import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'
import { accountByEmail, createAccount, emailKey } from './accounts.ts'
import { goOn } from './complete.ts'
import { nextPath } from './nextPath.ts'
import { proven, type SignInDeps } from './strategies.ts'

export interface OpenIdProvider {
  /** Google's by default; a local one in tests. */
  issuer: string
  clientId: string
  clientSecret: string
}

declare module 'express-session' {
  interface SessionData {
    /** Where to go after Google has answered. */
    googleNext: string
  }
}

type PassportOf = InstanceType<typeof Passport>

/** `/google` and `/google/callback`: sign-in by OpenID Connect. 404 when no provider is configured. */
export function googleRoutes(
  deps: SignInDeps,
  passport: PassportOf,
  { provider, publicUrl }: { provider?: OpenIdProvider; publicUrl: string },
): Router {
  const router = Router()
  const ready = provider && once(() => discover(deps.database, passport, provider, publicUrl))

  router.get('/google', async (req, res) => {
    if (!ready) throw new Problem('not-found', 'Google sign-in is not set up here')
    await ready()
    req.session.googleNext = nextPath(req.query['next'])
    await proven(passport, 'google', req, res)
  })

  router.get('/google/callback', async (req, res) => {
    if (!ready) throw new Problem('not-found', 'Google sign-in is not set up here')
    const next = nextPath(req.session.googleNext)
    try {
      await ready()
      const user = await proven(passport, 'google', req, res)
      if (!user) return res.redirect('/sign-in?error=google')
      const isIn = await goOn(deps, { req, res }, user.id, 'google')
      return res.redirect(isIn ? next : `/sign-in?second-factor&next=${encodeURIComponent(next)}`)
    } catch (error) {
      req.log.warn({ err: error }, 'sign-in with Google failed')
      return res.redirect('/sign-in?error=google')
    }
  })
  return router
}

/** The provider is asked for its addresses when first needed, not at start: it may be down. */
async function discover(database: Database, passport: PassportOf, provider: OpenIdProvider, publicUrl: string) {
  // Loaded when first needed, as most servers never do.
  const [client, { Strategy }] = await Promise.all([import('openid-client'), import('openid-client/passport')])
  const issuer = new URL(provider.issuer)
  // Plain HTTP only where a local provider is named on purpose.
  const execute = issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []
  const config = await client.discovery(issuer, provider.clientId, provider.clientSecret, undefined, { execute })
  // The specification lets the signature pass where the token comes by TLS from its issuer; we check it all the same.
  client.enableNonRepudiationChecks(config)
  const verify: VerifyFunction = (tokens, verified) => {
    byClaims(database, tokens.claims()).then((user) => verified(null, user ?? false), verified)
  }
  const callbackURL = `${publicUrl}/api/auth/google/callback`
  passport.use('google', new Strategy({ config, scope: 'openid email profile', callbackURL }, verify))
}

/** The person of an identity: known by it, else by the address that Google has verified, else new here. */
async function byClaims(database: Database, claims: IDToken | undefined): Promise<Express.User | undefined> {
  if (!claims) return undefined
  return database.asLogin(async (tx) => {
    const [known] = await tx.query<{ id: string }>(sql`select id from "user" where google_subject = ${claims.sub}`)
    if (known) return known
    if (claims['email_verified'] !== true || typeof claims['email'] !== 'string') return undefined
    const email = emailKey(claims['email'])
    const account = await accountByEmail(tx, email)
    if (account) {
      const linked = await tx.query<{ id: string }>(sql`
        update "user" set google_subject = ${claims.sub} where id = ${account.id}::uuid and google_subject is null returning id`)
      return linked[0]
    }
    const name = typeof claims['name'] === 'string' ? claims['name'].trim().slice(0, 100) : ''
    const locale = String(claims['locale'] ?? '').startsWith('en') ? 'en' : 'el'
    return createAccount(tx, { email, name: name || email, passwordHash: null, locale, googleSubject: claims.sub })
  })
}

/** Runs once; after a failure it may be tried again. */
function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= run().catch((error: unknown) => {
      running = undefined
      throw error
    })
    return running
  }
}
