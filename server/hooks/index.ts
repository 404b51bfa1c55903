import { apiTokens } from './apiTokens.ts'
import { clientRelationships } from './clientRelationships.ts'
import { clients } from './clients.ts'
import type { Hooks } from './hooks.ts'
import { interactions } from './interactions.ts'
import { invitations } from './invitations.ts'
import { media } from './media.ts'
import { members } from './members.ts'
import { notes } from './notes.ts'
import { properties } from './properties.ts'
import { tasks } from './tasks.ts'
import { webhooks } from './webhooks.ts'

/** Hooks by resource. A plain resource has none. */
const hooks: Record<string, Hooks> = {
  'api-tokens': apiTokens,
  'client-relationships': clientRelationships,
  clients,
  interactions,
  invitations,
  media,
  members,
  notes,
  properties,
  tasks,
  webhooks,
}

export function hooksOf(resource: string): Hooks {
  return hooks[resource] ?? {}
}
