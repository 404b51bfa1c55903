import { z } from 'zod'

/**
 * Zod's complaints in words for people, as they follow a field's name: «must be at least 1800». A message given in
 * a schema goes before these.
 */
z.config({
  customError(issue) {
    if (issue.input === undefined) return 'is required'
    if (issue.input === null) return 'may not be empty'
    switch (issue.code) {
      case 'too_small':
        return tooSmall(issue)
      case 'too_big':
        return tooBig(issue)
      case 'invalid_type':
        return `must be ${kinds[issue.expected] ?? issue.expected}`
      case 'invalid_value':
        return `must be one of ${issue.values.join(', ')}`
      case 'not_multiple_of':
        return issue.divisor === 0.01 ? 'must have at most two decimals' : `must be a multiple of ${issue.divisor}`
      case 'invalid_format':
        return `must be ${formats[issue.format] ?? 'in the right format'}`
    }
    return undefined
  },
})

const kinds: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

const formats: Record<string, string> = {
  email: 'an e-mail address',
  uuid: 'the id of a record',
  date: 'a date such as 2026-01-31',
  datetime: 'an instant such as 2026-01-31T08:00:00Z',
}

interface Bound {
  origin: string
  inclusive?: boolean
}

function tooSmall({ origin, inclusive, minimum }: Bound & { minimum: number | bigint }): string {
  if (origin === 'string') return minimum === 1 ? 'may not be empty' : `must have at least ${minimum} characters`
  if (origin === 'array') return `must have at least ${minimum} entries`
  return inclusive ? `must be at least ${minimum}` : `must be more than ${minimum}`
}

function tooBig({ origin, inclusive, maximum }: Bound & { maximum: number | bigint }): string {
  if (origin === 'string') return `must have at most ${maximum} characters`
  if (origin === 'array') return `must have at most ${maximum} entries`
  return inclusive ? `must be at most ${maximum}` : `must be less than ${maximum}`
}
