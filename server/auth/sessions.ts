import connectPgSimple from 'connect-pg-simple'
import session from 'express-session'
import type { RequestHandler } from 'express'
import type { Database } from '../database/index.ts'

const day = 24 * 3600 * 1000
const idleLimit = 14 * day
const absoluteLimit = 30 * day
const renewEvery = 3600 * 1000

export interface SessionOptions {
  database: Database
  secret: string
  isProduction: boolean
  preparedStatements: boolean
}

/** Sessions in PostgreSQL: one named read per request, and no write but once an hour to push the idle limit on. */
export function sessions({ database, secret, isProduction, preparedStatements }: SessionOptions): RequestHandler[] {
  const Store = connectPgSimple(session)
  const store = new Store({
    pgPromise: { any: namedQueries(database, preparedStatements) },
    tableName: 'session',
    disableTouch: true,
    ttl: idleLimit / 1000,
    pruneSessionInterval: false,
  })
  const read = session({
    store,
    secret,
    name: 'oikion.sid',
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isProduction, maxAge: idleLimit, path: '/' },
  })
  return [read, renewOrEnd]
}

/** connect-pg-simple asks through pg-promise's `any`; named statements save parsing the same text at every request. */
function namedQueries({ pool }: Database, preparedStatements: boolean) {
  const names = new Map<string, string>()
  return async (text: string, values: unknown[]) => {
    if (!names.has(text)) names.set(text, `session${names.size}`)
    const name = preparedStatements ? names.get(text) : undefined
    const result = await pool.query({ name, text, values })
    return result.rows
  }
}

const renewOrEnd: RequestHandler = (req, _res, next) => {
  const { signedInAt, renewedAt = 0 } = req.session
  if (signedInAt === undefined) return next()
  const now = Date.now()
  if (now - signedInAt > absoluteLimit) return req.session.regenerate(next)
  if (now - renewedAt > renewEvery) req.session.renewedAt = now
  next()
}
