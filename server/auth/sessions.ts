import session from 'express-session'
import type { RequestHandler } from 'express'
import type { Database } from '../database/index.ts'
import { SessionStore } from './sessionStore.ts'

const day = 24 * 3600 * 1000
const idleLimit = 14 * day
const absoluteLimit = 30 * day
const renewEvery = 3600 * 1000

export interface SessionOptions {
  database: Database
  secret: string
  isProduction: boolean
}

/** Sessions in PostgreSQL: one read per request, and no write but once an hour to push the idle limit on. */
export function sessions({ database, secret, isProduction }: SessionOptions): RequestHandler[] {
  const read = session({
    store: new SessionStore(database, { ttl: idleLimit / 1000 }),
    secret,
    name: 'oikion.sid',
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isProduction, maxAge: idleLimit, path: '/' },
  })
  return [read, renewOrEnd]
}

const renewOrEnd: RequestHandler = (req, _res, next) => {
  const { signedInAt, renewedAt = 0 } = req.session
  if (signedInAt === undefined) return next()
  const now = Date.now()
  if (now - signedInAt > absoluteLimit) {
    req.signedIn = undefined
    return req.session.regenerate(next)
  }
  if (now - renewedAt > renewEvery) req.session.renewedAt = now
  next()
}
