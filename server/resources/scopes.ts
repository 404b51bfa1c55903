import type { Definition } from './define.ts'
import { resources } from './index.ts'
import { grantOf } from './roles.ts'

/** What an API token may be given: reading or writing one resource's records, and no more than its role. */
export type Scope = `${string}:${'read' | 'write'}`

/** Who gets in is for people to decide. */
const closed = new Set(['invitations', 'api-tokens', 'webhooks'])

/** The scopes there are for a resource: none, reading, or both. */
export function scopesOf({ name, access }: Definition): Scope[] {
  if (closed.has(name)) return []
  return grantOf(access, 'create') === 'NOBODY' ? [`${name}:read`] : [`${name}:read`, `${name}:write`]
}

/** Every scope that a token can have. */
export const tokenScopes: readonly string[] = Object.values(resources).flatMap(scopesOf)
