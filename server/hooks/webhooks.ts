import { Problem, type FieldError } from '../errors.ts'
import { eventTypes } from '../resources/webhookEvents.ts'
import type { Hooks } from './hooks.ts'

export const webhooks: Hooks = {
  beforeWrite({ after }) {
    const known = new Set(eventTypes())
    const events = after['events'] as string[]
    const faults = events.flatMap((event, index): FieldError[] => {
      if (!known.has(event)) return [{ pointer: `/events/${index}`, detail: 'is not an event' }]
      return events.indexOf(event) < index ? [{ pointer: `/events/${index}`, detail: 'must not repeat an event' }] : []
    })
    return faults
  },
  beforeRemove({ kind }) {
    if (kind === 'restore') throw new Problem('conflict', 'A deleted webhook stays deleted; make a new one')
  },
}
