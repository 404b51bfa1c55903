// Written by `npm run resources` from the definitions in this folder; do not edit.
import type { Definition } from './define.ts'
import { clients } from './clients.ts'
import { members } from './members.ts'
import { properties } from './properties.ts'

/** Every resource by its name. */
export const resources: Record<string, Definition> = { clients, members, properties }
