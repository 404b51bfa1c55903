import type { Request } from 'express'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { lacksSecondFactor, membershipsOf } from '../organizations/access.ts'
import { openInvitationsFor } from '../organizations/lookUp.ts'
import type { Language } from '../resources/settings.ts'

interface Person {
  id: string
  email: string
  name: string
  locale: Language
  hasPassword: boolean
  hasSecondFactor: boolean
  hasGoogle: boolean
  lastOrganizationId: string | null
  liveSince: string
}

/** Who somebody is, where they belong and what is open for them: the answer to `me` and to every sign-in. */
export async function describeUser(database: Database, req: Request, userId: string, now: Date) {
  const [[person], memberships] = await Promise.all([
    database.ask<Person>(sql`
      select id, email, name, locale, password_hash is not null as "hasPassword", totp_confirmed_at is not null as "hasSecondFactor",
        google_subject is not null as "hasGoogle", last_organization_id as "lastOrganizationId", pg_current_snapshot()::text as "liveSince"
      from "user" where id = ${userId}::uuid`),
    membershipsOf(database, userId),
  ])
  if (!person) throw new Problem('unauthenticated', 'This account no longer exists')
  const { lastOrganizationId, liveSince, ...user } = person
  const viewAs = req.session.viewAs
  return {
    user,
    memberships: memberships.map((membership) =>
      Object.assign(membership, { secondFactorMissing: lacksSecondFactor(membership, user) }),
    ),
    lastOrganizationId,
    invitations: await openInvitationsFor(database, user.email, now),
    viewAs: viewAs && now < new Date(viewAs.until) ? viewAs : null,
    // What is loaded after this answer is younger: an event stream from here on misses nothing of it.
    liveSince,
  }
}
