import type { Request, RequestHandler, Response } from 'express'
import { Passport } from 'passport'
import { Strategy as CustomStrategy } from 'passport-custom'
import { Strategy as LocalStrategy } from 'passport-local'
import { Problem } from '../errors.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { nobody } from '../records/actor.ts'
import { accountByEmail, logPerson } from './accounts.ts'
import { deviceToken } from './devices.ts'
import type { Limits } from './limits.ts'
import { useLink } from './links.ts'
import { verifyPassword } from './passwords.ts'
import { hashToken, type Secrets } from './secrets.ts'
import { useSecondFactor } from './totp.ts'

export interface SignInDeps {
  database: Database
  secrets: Secrets
  limits: Limits
  isProduction: boolean
  now: () => Date
}

type PassportOf = InstanceType<typeof Passport>

/**
 * The ways to prove who one is, as Passport strategies. What a proof leads to is said in complete.ts; the session
 * holds the person's id only, and the session store reads everything else with it.
 */
export function signInStrategies(deps: SignInDeps): PassportOf {
  const passport = new Passport()
  passport.use(
    new LocalStrategy({ usernameField: 'email', passReqToCallback: true }, (req, email, password, done) => {
      byPassword(deps, req, email, password).then((user) => done(null, user ?? false), done)
    }),
  )
  passport.use(
    'magic-link',
    custom(async (req) => byMagicLink(deps, req)),
  )
  passport.use(
    'second-factor',
    custom(async (req) => bySecondFactor(deps, req)),
  )
  return passport
}

/** A strategy of one function: who a request proves, or nobody. */
export function custom(verify: (req: Request) => Promise<object | undefined>) {
  return new CustomStrategy((req, done) => {
    verify(req).then((found) => done(null, found ?? false), done)
  })
}

/** Runs a strategy; answers who was proven, or nothing. What it throws goes on to the error middleware. */
export function proven<T = Express.User>(passport: PassportOf, strategy: string, req: Request, res: Response) {
  return new Promise<T | undefined>((resolve, reject) => {
    const done = (error: unknown, found?: T | false) =>
      error ? reject(error instanceof Error ? error : new Error('Sign-in failed')) : resolve(found || undefined)
    const run = passport.authenticate(strategy, done) as RequestHandler
    void run(req, res, reject)
  })
}

/**
 * E-mail and password. Known and unknown addresses cost the same: the same queries, the same counting, one hash. A
 * browser the person has used before counts its tries apart, so that strangers cannot lock them out (OWASP: device
 * cookies).
 */
async function byPassword(deps: SignInDeps, req: Request, email: string, password: string) {
  const { database, limits, now } = deps
  const user = await accountByEmail(database, email)
  const subject = { address: req.ip, account: await countedAs(deps, req, email, user?.id) }
  await limits.count('sign-in', subject)
  if ((await verifyPassword(user?.passwordHash, password)) && user) {
    await limits.forgive('sign-in', subject)
    return { id: user.id }
  }
  // After the answer: writing it down takes longer for an address that is known.
  req.res?.once('finish', () => {
    database
      .ask(logPerson(user?.id ?? nobody, 'sign-in-failed', { method: 'password', address: req.ip }, now(), false))
      .catch((error: unknown) => req.log.warn({ err: error }, 'a failed sign-in was not written down'))
  })
  return undefined
}

async function countedAs({ database, isProduction }: SignInDeps, req: Request, email: string, userId?: string) {
  const token = deviceToken(req, isProduction)
  if (!token) return email
  const known = await database.ask(sql`
    select from user_device where user_id = ${userId ?? null}::uuid and token_hash = ${hashToken(token)}::bytea`)
  return known.length > 0 ? `${email} ${token}` : email
}

/** The link from a mail, which proves its address. Throws 410. */
async function byMagicLink({ database, now }: SignInDeps, req: Request) {
  const { token } = req.body as { token: string }
  return database.asLogin(async (tx) => {
    const { email } = await useLink(tx, 'magic-link', token, now())
    const user = await accountByEmail(tx, email)
    if (!user) throw new Problem('link', 'There is no account with this address any more')
    return { id: user.id }
  })
}

const patience = 10 * 60_000

/** The code that a sign-in waits for. Throws 401 when none does, 422 when it is wrong. */
async function bySecondFactor({ database, secrets, limits, now }: SignInDeps, req: Request) {
  const { pending } = req.session
  if (!pending || now().getTime() - pending.at > patience) {
    throw new Problem('unauthenticated', 'The sign-in took too long; begin again')
  }
  const { code } = req.body as { code: string }
  const subject = { address: req.ip, account: pending.userId }
  await limits.count('second-factor', subject)
  if (!(await useSecondFactor(database, secrets, pending.userId, code, now()))) {
    await database.ask(logPerson(pending.userId, 'sign-in-failed', { method: 'second-factor' }, now(), false))
    return undefined
  }
  await limits.forgive('second-factor', subject)
  return { id: pending.userId }
}
