import connectPgSimple from 'connect-pg-simple'
import session, { type SessionData } from 'express-session'
import type { IncomingMessage } from 'node:http'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Membership } from '../organizations/access.ts'

interface StoredSession extends SessionData {
  passport?: { user?: string }
}

/** What a signed-in request knows from its one read: who asks, and what they are where. */
export interface SignedIn {
  userId: string
  memberships: Membership[]
}

declare module 'node:http' {
  interface IncomingMessage {
    /** Set with the session; undefined when nobody is signed in. */
    signedIn?: SignedIn
  }
}

/**
 * connect-pg-simple's table and writes, with its own way of reading: session, memberships and roles in one round
 * trip, on every request, so that a removed member or a changed role counts at once.
 */
export class SessionStore extends connectPgSimple(session) {
  /** Sessions are renewed hourly by a save; with a touch at every answer, express-session would split each in two. */
  override touch = undefined as never

  private readonly database: Database
  private readonly found = new WeakMap<SessionData, SignedIn>()

  constructor(database: Database, options: { ttl: number }) {
    super({ pool: database.pool, tableName: 'session', disableTouch: true, pruneSessionInterval: false, ...options })
    this.database = database
  }

  override get(sid: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.read(sid).then((stored) => done(null, stored), done)
  }

  override createSession(req: IncomingMessage, stored: SessionData) {
    req.signedIn = this.found.get(stored)
    return super.createSession(req as never, stored)
  }

  private async read(sid: string): Promise<StoredSession | null> {
    const [sessions, , memberships] = await this.database.atOnce([
      sql`select sess from session where sid = ${sid} and expire > now()`,
      sql`select set_config('app.organization_id', '', true)
            || set_config('app.user_id', coalesce((select sess->'passport'->>'user' from session where sid = ${sid} and expire > now()), ''), true)
            || set_config('role', 'oikion_tenant', true)`,
      sql`select id as "memberId", organization_id as "organizationId", role from membership
          where user_id = (select nullif(current_setting('app.user_id', true), '')::uuid) and deleted_at is null`,
    ])
    const stored = (sessions?.[0]?.['sess'] ?? null) as StoredSession | null
    const userId = stored?.passport?.user
    if (stored && userId) this.found.set(stored, { userId, memberships: memberships as unknown as Membership[] })
    return stored
  }
}
