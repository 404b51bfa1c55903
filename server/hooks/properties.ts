import { Problem, type FieldError } from '../errors.ts'
import type { Row } from '../database/tenant.ts'
import { say, type Message } from '../messages/message.ts'
import type { Change, Hooks } from './hooks.ts'
import { properties as definition } from '../resources/properties.ts'
import { nextReferences } from './references.ts'

/** Where a status may go; besides, ARCHIVED is reached from all and leads back to what it was. */
const next = definition.steps?.next ?? {}

export const properties: Hooks = {
  beforeWrite(change) {
    const errors = checkStatus(change)
    stampDates(change)
    derivePrice(change.after)
    return errors
  },
  beforeInsert: nextReferences,
}

function checkStatus({ before, after, mayRemove }: Change): FieldError[] {
  const from = before?.['status']
  const to = String(after['status'])
  if (from === to) return []
  if ((from === 'ARCHIVED' || to === 'ARCHIVED') && !mayRemove) {
    throw new Problem('forbidden', 'Your role may archive and bring back only what you created', {
      action: 'delete',
      resource: definition.name,
    })
  }
  const allowed = before ? [...followers(before)] : Object.keys(next)
  if (!allowed.includes(to)) {
    return [{ pointer: '/status', detail: refusedMove(before ? String(from) : undefined, to, allowed) }]
  }
  // A new record may enter at any status but ARCHIVED (agencies bring sold stock along), a live one must be complete.
  return to === 'ACTIVE' ? missingForActive(after) : []
}

function refusedMove(from: string | undefined, to: string, allowed: string[]): Message {
  if (!from) return say('cannot be {to:status} from the start', { to })
  if (allowed.length === 0) return say('cannot leave {from:status}', { from })
  return say('cannot go from {from:status} to {to:status}, only to {allowed:status}', { from, to, allowed })
}

function followers(before: Row): string[] {
  const from = String(before['status'])
  if (from === 'ARCHIVED') return [String(before['archivedFrom'] ?? 'DRAFT')]
  return [...(next[from] ?? []), 'ARCHIVED']
}

function missingForActive(after: Row): FieldError[] {
  const errors: FieldError[] = []
  const needs = (pointer: string) => errors.push({ pointer, detail: 'is needed before a property can be active' })
  const isLand = after['propertyType'] === 'LAND' || after['propertyType'] === 'AGRICULTURAL_LAND'
  if (!after['listPrice']) needs('/listPrice')
  if (!after['city']) needs('/city')
  if (!after['livingArea'] && !after['lotSize']) needs('/livingArea')
  if (!after['energyClass'] && !isLand) needs('/energyClass')
  return errors
}

/**
 * `publishedAt` on the first move to ACTIVE; `archivedAt` on ARCHIVED and cleared on the way back; `closedAt` on the move
 * to SOLD or RENTED, kept in the archive. Stock that was brought along as sold was closed nobody knows when.
 */
function stampDates({ before, after, now }: Change): void {
  if (before?.['status'] === after['status']) return
  const isArchived = after['status'] === 'ARCHIVED'
  after['archivedAt'] = isArchived ? now.toISOString() : null
  after['archivedFrom'] = isArchived ? (before?.['status'] ?? null) : null
  if (after['status'] === 'ACTIVE') after['publishedAt'] ??= now.toISOString()
  if (!isClosed(after)) after['closedAt'] = isArchived ? (before?.['closedAt'] ?? null) : null
  else if (before && before['status'] !== 'ARCHIVED') after['closedAt'] = now.toISOString()
}

const isClosed = ({ status }: Row) => status === 'SOLD' || status === 'RENTED'

function derivePrice(after: Row): void {
  const price = after['listPrice']
  const area = after['livingArea'] ?? after['lotSize']
  const known = typeof price === 'number' && typeof area === 'number'
  after['pricePerSquareMeter'] = known ? Math.round((price / area) * 100) / 100 || null : null
}
