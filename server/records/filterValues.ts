import { z } from 'zod'
import type { Field } from '../resources/fields.ts'
import { fold } from '../resources/fold.ts'
import type { Access } from './access.ts'
import { isKept } from './keptInstant.ts'
import type { Operator } from './filters.ts'
import { badParameter } from '../errors.ts'

const uuid = z.uuid()
const instant = z.union([z.iso.datetime({ offset: true }), z.iso.date()])
const day = z.iso.date()

/** Reads one filter value as its field's type; throws 400 naming the parameter and what would be right. */
export function parseFilterValue(field: Field, operator: Operator, text: string, access: Access, parameter: string) {
  if (text.includes('\0')) throw badParameter(parameter, 'must not hold NUL characters')
  switch (field.kind) {
    case 'integer':
    case 'number':
    case 'money':
      return number(field, text, parameter)
    case 'boolean':
      return check(['true', 'false'].includes(text), parameter, 'must be true or false') && text === 'true'
    case 'choice':
    case 'choices':
      check(field.options?.includes(text) ?? false, parameter, `must be one of ${field.options?.join(', ')}`)
      return text
    case 'date':
      return (
        check(day.safeParse(text).success && isKnownYear(text), parameter, 'must be a date such as 2026-01-31') && text
      )
    case 'datetime':
      check(isInstant(text), parameter, 'must be a date or instant such as 2026-01-31T08:00:00Z')
      return new Date(text).toISOString()
    case 'reference':
      if (text === 'me' && field.reference === 'members') return access.memberId
      return check(uuid.safeParse(text).success, parameter, 'must be the id of a record') && text.toLowerCase()
    default:
      if (field.name === 'id') check(uuid.safeParse(text).success, parameter, 'must be the id of a record')
      check(text.length <= 500, parameter, 'must be at most 500 characters')
      return operator === 'contains' || operator === 'startswith' ? fold(text).replace(/[\\%_]/g, '\\$&') : text
  }
}

/** PostgreSQL knows no year 0. */
const isKnownYear = (text: string) => text >= '0001'
/** By the moment it names: with an offset it may lie in another year. */
const isInstant = (text: string) => instant.safeParse(text).success && isKept(new Date(text))

function number(field: Field, text: string, parameter: string): number {
  const value = Number(text)
  const limit = field.kind === 'integer' ? 2_147_483_647 : 1e12
  const ok = /^-?\d+(\.\d+)?$/.test(text) && Math.abs(value) <= limit
  check(ok && (field.kind !== 'integer' || Number.isInteger(value)), parameter, 'must be a number in range')
  return value
}

function check(ok: boolean, parameter: string, detail: string): true {
  if (!ok) throw badParameter(parameter, detail)
  return true
}
