import { apiTokens } from './apiTokens.ts'
import { clients } from './clients.ts'
import type { Hooks } from './hooks.ts'
import { invitations } from './invitations.ts'
import { members } from './members.ts'
import { properties } from './properties.ts'

/** Hooks by resource. A plain resource has none. */
const hooks: Record<string, Hooks> = { clients, properties, members, invitations, 'api-tokens': apiTokens }

export function hooksOf(resource: string): Hooks {
  return hooks[resource] ?? {}
}
