import type { Membership } from '../organizations/access.ts'
import type { Role } from '../resources/roles.ts'
import type { OrganizationSettings } from '../resources/settings.ts'
import { settingsOf } from '../resources/settings.ts'

/** What a request knows of who asks, from its one read. */
export interface SignedIn {
  userId: string
  hasSecondFactor: boolean
  memberships: Membership[]
  /** An owner looking at one organization as a lower role. */
  viewAs?: ViewAs
  /** Set when a program asks with an API token. */
  token?: { id: string; role: Role; scopes: string[]; lastUsedAt: string | null }
}

export interface ViewAs {
  organizationId: string
  role: Role
  /** ISO instant. */
  until: string
}

declare module 'http' {
  interface IncomingMessage {
    /** Set with the session or the token; undefined when nobody is signed in. */
    signedIn?: SignedIn
  }
}

/** A membership as the database's functions answer it: only the settings that were set. */
export type StoredMembership = Omit<Membership, 'settings'> & { settings: Partial<OrganizationSettings> }

export const toMembership = (stored: StoredMembership): Membership => ({
  ...stored,
  settings: settingsOf(stored.settings),
})
