import session from 'express-session'
import type { Request, RequestHandler } from 'express'
import { v7 as uuid } from 'uuid'
import type { Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import { SessionStore, signedInBy, type SessionRow } from './sessionStore.ts'
import type { SignedIn, ViewAs } from './signedIn.ts'

const day = 24 * 3600 * 1000
const idleLimit = 14 * day
const absoluteLimit = 30 * day
const renewEvery = 3600 * 1000

declare module 'express-session' {
  interface SessionData {
    /** Milliseconds since 1970, all three. Set when the sign-in is complete. */
    signedInAt: number
    renewedAt: number
    /** When the person last proved to be there, by whatever they sign in with. */
    provenAt: number
    /** What «your devices» calls this session: its real id is a secret. */
    key: string
    device: Device
    /** Signed in but for the second factor. */
    pending: PendingSignIn
    viewAs: ViewAs
    /** In Passport's layout, which the database's functions read. */
    passport: { user: string }
  }
}

export interface Device {
  /** The User-Agent header. */
  agent: string
  /** IP address of the sign-in. */
  address: string
}

export interface PendingSignIn {
  userId: string
  method: string
  /** Milliseconds since 1970. */
  at: number
}

export interface SessionOptions {
  database: Database
  secret: string
  isProduction: boolean
  now: () => Date
}

/** `__Host-` ties the cookie to this very host and to TLS, which a development server does not have. */
export const cookieName = (name: string, isProduction: boolean) => (isProduction ? `__Host-${name}` : name)

/** Sessions in PostgreSQL: one read per request, and no write but once an hour to push the idle limit on. */
export function sessions({ database, secret, isProduction, now }: SessionOptions): RequestHandler[] {
  const read = session({
    store: new SessionStore(database, { ttl: idleLimit / 1000 }),
    secret,
    name: cookieName('oikion.sid', isProduction),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isProduction, maxAge: idleLimit, path: '/' },
  })
  // A program with an API token has no session.
  return [(req, res, next) => (req.signedIn ? next() : void read(req, res, next)), renewOrEnd(now)]
}

function renewOrEnd(now: () => Date): RequestHandler {
  return (req, _res, next) => {
    const { signedInAt, renewedAt = 0 } = req.session ?? {}
    if (signedInAt === undefined) return next()
    const at = now().getTime()
    if (isTooOld(signedInAt, at)) {
      req.signedIn = undefined
      return req.session.regenerate(next)
    }
    if (at - renewedAt > renewEvery) req.session.renewedAt = at
    next()
  }
}

const isTooOld = (signedInAt: number, at: number) => at - signedInAt > absoluteLimit

/** Who is behind each of these sessions now, by its id, in one round trip; those that have ended are not among them. */
export async function livingSessions(database: Database, ids: string[], now: Date): Promise<Map<string, SignedIn>> {
  const rows = await database.ask<SessionRow & { sid: string }>(sql`
    select w.sid, s.sess, s.person, s.memberships from unnest(${ids}::text[]) w(sid), oikion_session(w.sid) s`)
  const living = new Map<string, SignedIn>()
  for (const row of rows) {
    const signedIn = isTooOld(row.sess.signedInAt, now.getTime()) ? undefined : signedInBy(row)
    if (signedIn) living.set(row.sid, signedIn)
  }
  return living
}

/** Signs the person in under a session id of its own, so that one planted before is worth nothing. */
export async function beginSession(req: Request, userId: string, now: Date): Promise<void> {
  await regenerate(req)
  req.session.passport = { user: userId }
  await save(req)
  const at = now.getTime()
  Object.assign(req.session, {
    signedInAt: at,
    renewedAt: at,
    provenAt: at,
    key: uuid(),
    device: { agent: (req.get('user-agent') ?? '').slice(0, 500), address: req.ip ?? '' },
  })
}

/** A new id for the same session: whoever has the old one has nothing when rights change. */
export async function renewSession(req: Request): Promise<void> {
  const { cookie: _, id: __, ...kept } = req.session as unknown as Record<string, unknown>
  await regenerate(req)
  Object.assign(req.session, kept)
  // As new to the store, which inserts nothing that is signed in.
  const { signedInAt } = req.session
  delete (req.session as { signedInAt?: number }).signedInAt
  await save(req)
  req.session.signedInAt = signedInAt
}

/** Ends the session and forgets all that was in it; what is put in afterwards has a new id. */
export function regenerate(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(asError(error)) : resolve()))
  })
}

/** Ends a person's sessions, but for the one excepted; in the transaction of the change that calls for it. */
export const endSessionsOf = (userId: string, except = ''): Sql =>
  sql`delete from session where (sess #>> '{passport,user}') = ${userId}::text and sid <> ${except}::text`

function save(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.save((error: unknown) => (error ? reject(asError(error)) : resolve()))
  })
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))
