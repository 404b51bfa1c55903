import { Problem, type FieldError } from '../errors.ts'
import type { Row } from '../database/tenant.ts'
import type { Change, Hooks } from './hooks.ts'
import { choiceLabel } from '../resources/labels/index.ts'
import { properties as definition } from '../resources/properties.ts'
import { nextReferences } from './references.ts'

/** Where a status may go (domain rules); ARCHIVED is reached from all and leads back to what it was. */
const next: Record<string, readonly string[]> = {
  DRAFT: ['ACTIVE'],
  ACTIVE: ['UNDER_OFFER', 'WITHDRAWN'],
  UNDER_OFFER: ['SOLD', 'RENTED'],
  WITHDRAWN: ['ACTIVE'],
  SOLD: [],
  RENTED: [],
}

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
    return [{ pointer: '/status', detail: refusedMove(from, to, allowed) }]
  }
  // A new record may enter at any status but ARCHIVED (agencies bring sold stock along), a live one must be complete.
  return to === 'ACTIVE' ? missingForActive(after) : []
}

function refusedMove(from: unknown, to: string, allowed: string[]): string {
  const word = (status: string) => `«${choiceLabel(definition, 'status', status, 'en')}»`
  if (!from) return `cannot be ${word(to)} from the start`
  if (allowed.length === 0) return `cannot leave ${word(String(from))}`
  return `cannot go from ${word(String(from))} to ${word(to)}, only to ${allowed.map(word).join(' or ')}`
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

/** `publishedAt` on the first move to ACTIVE; `archivedAt` on ARCHIVED and cleared on the way back. */
function stampDates({ before, after, now }: Change): void {
  if (before?.['status'] === after['status']) return
  const isArchived = after['status'] === 'ARCHIVED'
  after['archivedAt'] = isArchived ? now.toISOString() : null
  after['archivedFrom'] = isArchived ? (before?.['status'] ?? null) : null
  if (after['status'] === 'ACTIVE') after['publishedAt'] ??= now.toISOString()
}

function derivePrice(after: Row): void {
  const price = after['listPrice']
  const area = after['livingArea'] ?? after['lotSize']
  const known = typeof price === 'number' && typeof area === 'number'
  after['pricePerSquareMeter'] = known ? Math.round((price / area) * 100) / 100 || null : null
}
