// Written by `npm run resources` from the definitions in this folder; do not edit.
import type { Definition } from './define.ts'
import { activities } from './activities.ts'
import { apiTokens } from './api-tokens.ts'
import { clientRelationships } from './client-relationships.ts'
import { clients } from './clients.ts'
import { feed } from './feed.ts'
import { interactions } from './interactions.ts'
import { invitations } from './invitations.ts'
import { media } from './media.ts'
import { members } from './members.ts'
import { notes } from './notes.ts'
import { properties } from './properties.ts'
import { tasks } from './tasks.ts'
import { webhooks } from './webhooks.ts'

/** Every resource by its name. */
export const resources: Record<string, Definition> = {
  activities,
  'api-tokens': apiTokens,
  'client-relationships': clientRelationships,
  clients,
  feed,
  interactions,
  invitations,
  media,
  members,
  notes,
  properties,
  tasks,
  webhooks,
}
