import connectPgSimple from 'connect-pg-simple'
import session, { type SessionData } from 'express-session'
import type { IncomingMessage } from 'node:http'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { toMembership, type SignedIn, type StoredMembership } from './signedIn.ts'

export interface SessionRow {
  sess: SessionData
  person: { id: string | null; hasSecondFactor: boolean }
  memberships: StoredMembership[]
}

/** Who is behind a stored session; undefined when its sign-in is not complete. */
export function signedInBy({ sess, person, memberships }: SessionRow): SignedIn | undefined {
  if (!person.id || sess.signedInAt === undefined) return undefined
  return {
    userId: person.id,
    hasSecondFactor: person.hasSecondFactor,
    memberships: memberships.map(toMembership),
    viewAs: sess.viewAs,
  }
}

/**
 * connect-pg-simple's table and writes, with its own way of reading: session, person, memberships, roles and settings
 * in one round trip, on every request, so that a removed member or a changed role counts at once.
 */
export class SessionStore extends connectPgSimple(session) {
  /** Sessions are renewed hourly by a save; with a touch at every answer, express-session would split each in two. */
  override touch = undefined as never

  private readonly database: Database
  private readonly ttl: number
  private readonly found = new WeakMap<SessionData, SignedIn>()

  constructor(database: Database, options: { ttl: number }) {
    super({ pool: database.pool, tableName: 'session', disableTouch: true, ...options })
    this.database = database
    this.ttl = options.ttl
  }

  /**
   * The stock store inserts what it does not find. A renewal that ends after somebody has signed out would bring the
   * session back, so what is signed in already is only updated; a sign-in saves its new session before that.
   */
  override set(sid: string, data: SessionData, done: (error?: unknown) => void = () => undefined): void {
    if (data.signedInAt === undefined) return super.set(sid, data, done)
    this.database
      .ask(
        sql`update session set sess = ${JSON.stringify(data)}::json, expire = now() + ${this.ttl}::int * interval '1 second' where sid = ${sid}`,
      )
      .then(() => done(), done)
  }

  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.read(sid).then((stored) => done(null, stored), done)
  }

  override createSession(req: IncomingMessage, stored: SessionData) {
    req.signedIn = this.found.get(stored)
    return super.createSession(req as never, stored)
  }

  private async read(sid: string): Promise<SessionData | null> {
    const [row] = await this.database.ask<SessionRow>(sql`select sess, person, memberships from oikion_session(${sid})`)
    if (!row) return null
    const signedIn = signedInBy(row)
    if (signedIn) this.found.set(row.sess, signedIn)
    return row.sess
  }
}
