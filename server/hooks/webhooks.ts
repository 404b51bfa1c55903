import { Problem, type FieldError } from '../errors.ts'
import { eventTypes } from '../resources/webhookEvents.ts'
import { endWaiting } from '../webhooks/mended.ts'
import type { Hooks } from './hooks.ts'

export const webhooks: Hooks = {
  beforeWrite({ before, after }) {
    // Another address has not failed yet.
    if (before && before['url'] !== after['url']) after['failingSince'] = null
    const known = new Set(eventTypes())
    const events = after['events'] as string[]
    const faults = events.flatMap((event, index): FieldError[] => {
      if (!known.has(event)) return [{ pointer: `/events/${index}`, detail: 'is not an event' }]
      return events.indexOf(event) < index ? [{ pointer: `/events/${index}`, detail: 'must not repeat an event' }] : []
    })
    return faults
  },
  async afterWrite(tx, written, { now }) {
    for (const { before, after } of written) {
      if (before && before['url'] !== after['url']) await endWaiting(tx, String(after['id']), now)
    }
  },
  beforeRemove({ kind }) {
    if (kind === 'restore') throw new Problem('conflict', 'A deleted webhook stays deleted; make a new one')
  },
}
