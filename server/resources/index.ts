// Written by `npm run resources` from the definitions in this folder; do not edit.
import type { Definition } from './define.ts'
import { activities } from './activities.ts'
import { apiTokens } from './api-tokens.ts'
import { clients } from './clients.ts'
import { invitations } from './invitations.ts'
import { members } from './members.ts'
import { properties } from './properties.ts'

/** Every resource by its name. */
export const resources: Record<string, Definition> = {
  activities,
  'api-tokens': apiTokens,
  clients,
  invitations,
  members,
  properties,
}
