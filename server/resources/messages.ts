import { z } from 'zod'
import type { FaultText } from './labels/faults.el.ts'
import { fill, type Values } from './labels/fill.ts'

/** What is wrong with a value: an English text, and with `{placeholders}` their values. Its Greek is in `labels/faults.el.ts`. */
export type Fault = string | { text: FaultText; values: Values }

/**
 * Zod's complaints in words for people, as they follow a field's name: «must be at least 1800». A message given in
 * a schema goes before these.
 */
z.config({
  customError(issue) {
    if (issue.input === undefined) return 'is required' satisfies FaultText
    if (issue.input === null) return 'may not be empty' satisfies FaultText
    const text = textOf(issue as z.core.$ZodIssue)
    return text && fill(text, issue)
  },
})

/** An issue's complaint in a form that can be said in any language. */
export function faultOf(issue: z.core.$ZodIssue): Fault {
  const text = textOf(issue)
  // Another message is that of the schema, which stands for itself.
  return text && fill(text, { ...issue }) === issue.message ? { text, values: valuesOf(issue) } : issue.message
}

/** Only what the texts name, as an issue may hold what was typed. */
function valuesOf(issue: z.core.$ZodIssue): Values {
  return Object.fromEntries(Object.entries(issue).filter(([name]) => said.has(name)))
}

const said = new Set(['minimum', 'maximum', 'divisor', 'expected', 'values'])

function textOf(issue: z.core.$ZodIssue): FaultText | undefined {
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_type':
      return kinds[issue.expected] ?? 'must be {expected}'
    case 'invalid_value':
      return 'must be one of {values}'
    case 'not_multiple_of':
      return issue.divisor === 0.01 ? 'must have at most two decimals' : 'must be a multiple of {divisor}'
    case 'invalid_format':
      return formats[issue.format] ?? 'must be in the right format'
  }
  return undefined
}

const kinds: Record<string, FaultText> = {
  int: 'must be a whole number',
  number: 'must be a number',
  string: 'must be text',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
}

const formats: Record<string, FaultText> = {
  email: 'must be an e-mail address',
  uuid: 'must be the id of a record',
  date: 'must be a date such as 2026-01-31',
  datetime: 'must be an instant such as 2026-01-31T08:00:00Z',
  url: 'must be a web address such as https://example.com',
}

interface Bound {
  origin: string
  inclusive?: boolean
}

function tooSmall({ origin, inclusive, minimum }: Bound & { minimum: number | bigint }): FaultText {
  if (origin === 'string') return minimum === 1 ? 'may not be empty' : 'must have at least {minimum} characters'
  if (origin === 'array') return 'must have at least {minimum} entries'
  return inclusive ? 'must be at least {minimum}' : 'must be more than {minimum}'
}

function tooBig({ origin, inclusive }: Bound): FaultText {
  if (origin === 'string') return 'must have at most {maximum} characters'
  if (origin === 'array') return 'must have at most {maximum} entries'
  return inclusive ? 'must be at most {maximum}' : 'must be less than {maximum}'
}
