import { hashToken } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { LoginTransaction } from '../database/tenant.ts'
import type { Role } from '../resources/roles.ts'

/** Told by the time, never stored. */
export type InvitationState = 'open' | 'expired' | 'cancelled' | 'accepted'

/** An invitation of any state, as whoever holds its link or its address may see it. */
export interface FoundInvitation {
  id: string
  email: string
  role: Role
  expiresAt: Date
  acceptedAt: Date | null
  cancelledAt: Date | null
  organizationId: string
  organizationName: string
  organizationSlug: string
  inviter: string
  /** Whether it was found by the mailed token, which only the address's mailbox holds. */
  provesAddress: boolean
  /** Null unless the address is proven: it is nobody else's business. */
  hasAccount: boolean | null
}

export interface InvitationAnswer {
  state: InvitationState
  email: string
  role: Role
  organization: { name: string; slug: string }
  inviter: string
  /** ISO instant. */
  expiresAt: string
  /** Null for a copied link. */
  hasAccount: boolean | null
}

export interface OpenInvitation {
  id: string
  role: Role
  organization: { name: string }
  inviter: string
  expiresAt: string
}

export function stateOf(invitation: FoundInvitation, now: Date): InvitationState {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.cancelledAt) return 'cancelled'
  return invitation.expiresAt <= now ? 'expired' : 'open'
}

/** The invitation a link leads to, mailed or copied. */
export async function findByToken(by: Asks, token: string): Promise<FoundInvitation | undefined> {
  return (await by.query<FoundInvitation>(sql`select * from oikion_invitations(${hashToken(token)}::bytea, null)`))[0]
}

/** All invitations to an address, open or not. */
export function findByEmail(by: Asks, email: string): Promise<FoundInvitation[]> {
  return by.query<FoundInvitation>(
    sql`select * from oikion_invitations(null, ${email.toLowerCase()}) order by "expiresAt"`,
  )
}

type Asks = Pick<LoginTransaction, 'query'>

const asking = (database: Database): Asks => ({ query: (statement) => database.ask(statement) })

/** The same outside a transaction. */
export const findLinked = (database: Database, token: string) => findByToken(asking(database), token)

/** What the page behind an invitation's link shows; undefined when the link leads to none, or to one renewed since. */
export async function lookUpInvitation(
  database: Database,
  token: string,
  now: Date,
): Promise<InvitationAnswer | undefined> {
  const found = await findLinked(database, token)
  if (!found) return undefined
  const { email, role, organizationName: name, organizationSlug: slug, inviter, expiresAt, hasAccount } = found
  const organization = { name, slug }
  return {
    state: stateOf(found, now),
    email,
    role,
    organization,
    inviter,
    expiresAt: expiresAt.toISOString(),
    hasAccount,
  }
}

/** What is open for an address, for `me`. Whoever asks must have proven it. */
export async function openInvitationsFor(database: Database, email: string, now: Date): Promise<OpenInvitation[]> {
  const found = await findByEmail(asking(database), email)
  return found
    .filter((invitation) => stateOf(invitation, now) === 'open')
    .map(({ id, role, organizationName, inviter, expiresAt }) => ({
      id,
      role,
      organization: { name: organizationName },
      inviter,
      expiresAt: expiresAt.toISOString(),
    }))
}
