import type { Hooks } from './hooks.ts'
import { needsClientOrProperty } from './related.ts'

/** What happened cannot lie ahead; a viewing may be planned. */
export const interactions: Hooks = {
  beforeWrite({ after, now }) {
    const errors = needsClientOrProperty(after)
    const isAhead = new Date(String(after['occurredAt'])).getTime() > now.getTime() + clockSkew
    if (isAhead && after['interactionType'] !== 'VIEWING') {
      errors.push({ pointer: '/occurredAt', detail: 'may not be in the future, except of a viewing' })
    }
    return errors
  },
}

/** Clocks of browsers run ahead a little: milliseconds. */
const clockSkew = 60_000
